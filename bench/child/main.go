// A trivially fast MCP server on stdio: it answers initialize, and every other request at once with an empty result of a
// tool. What a gateway reaches in front of it is the gateway's own limit.
package main

import (
	"bufio"
	"bytes"
	"os"
)

var (
	idKey      = []byte(`"id":`)
	initialize = []byte(`"method":"initialize"`)
	head       = []byte(`{"jsonrpc":"2.0","id":`)
	described  = []byte(`,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"fast","version":"1"}}}` + "\n")
	echoed     = []byte(`,"result":{"content":[{"type":"text","text":"hello"}]}}` + "\n")
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return
		}
		if id := idOf(line); id != nil {
			out.Write(head)
			out.Write(id)
			if bytes.Contains(line, initialize) {
				out.Write(described)
			} else {
				out.Write(echoed)
			}
		}
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
}

// The id as it was written, a number or a string; nil for a notification.
func idOf(line []byte) []byte {
	at := bytes.Index(line, idKey)
	if at < 0 {
		return nil
	}
	rest := line[at+len(idKey):]
	end := bytes.IndexAny(rest, ",}")
	if end < 0 {
		return nil
	}
	return bytes.TrimSpace(rest[:end])
}
