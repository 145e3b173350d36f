#!/bin/sh
# An MCP server of the initialize era over stdio, in plain sh so that a thousand of them cost little. It reads compact
# JSON only, as the tests write it.

text_of() { # the string under this key
  rest=${line#*\"$1\":\"}
  printf '%s' "${rest%%\"*}"
}

number_of() { # the number under this key
  rest=${line#*\"$1\":}
  printf '%s' "${rest%%[,\}]*}"
}

result() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$1"; }

say() { result "{\"content\":[{\"type\":\"text\",\"text\":\"$1\"}]}"; }

progress() {
  printf '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":%s,"progress":%s}}\n' "$token" "$1"
}

wait_for() { # a file, for half a minute
  tries=0
  while [ ! -e "$1" ] && [ "$tries" -lt 600 ]; do
    sleep 0.05
    tries=$((tries + 1))
  done
}

call() {
  case $line in
    *'"name":"say"'*) say "$(text_of text)" ;;
    *'"name":"pid"'*) say "$$" ;;
    *'"name":"hold"'*)
      wait_for "$(text_of until)"
      say held
      ;;
    *'"name":"count"'*)
      token=$(number_of progressToken)
      until=$(text_of until)
      for step in 1 2 3; do progress "$step"; done
      wait_for "$until"
      for step in 4 5 6; do progress "$step"; done
      say counted
      ;;
    *'"name":"change"'*)
      say changed
      printf '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n'
      ;;
    *'"name":"ask"'*)
      printf '{"jsonrpc":"2.0","id":"question","method":"elicitation/create","params":{"message":"Sure?","requestedSchema":{"type":"object","properties":{}}}}\n'
      IFS= read -r line
      say "$(text_of action)"
      ;;
    *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32602,"message":"no such tool"}}\n' "$id" ;;
  esac
}

while IFS= read -r line; do
  id=$(number_of id)
  case $line in
    *'"method":"initialize"'*)
      result "{\"protocolVersion\":\"$(text_of protocolVersion)\",\"capabilities\":{\"tools\":{\"listChanged\":true}},\"serverInfo\":{\"name\":\"scripted\",\"version\":\"1\"}}"
      ;;
    *'"method":"tools/call"'*) call ;;
    *'"method":"tools/list"'*) result '{"tools":[{"name":"say","inputSchema":{"type":"object"}}]}' ;;
    *'"method":"notifications/'* | *'"result":'* | *'"error":'*) ;;
    *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"unknown method"}}\n' "$id" ;;
  esac
done
