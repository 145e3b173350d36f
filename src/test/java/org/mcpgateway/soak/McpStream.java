package org.mcpgateway.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A stream of server-sent events, read one by one. Closing it cuts the connection. */
final class McpStream implements AutoCloseable {

    private final BufferedReader reader;
    private String lastId = "";

    McpStream(InputStream input) {
        reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /** The next message; empty text when the stream has ended. */
    String next() throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("id: ")) {
                lastId = line.substring("id: ".length());
            } else if (line.startsWith("data: {")) {
                return line.substring("data: ".length());
            }
        }
        return "";
    }

    /** All messages from here on. */
    String rest() throws IOException {
        var all = new StringBuilder();
        for (String message = next(); !message.isEmpty(); message = next()) {
            all.append(message).append('\n');
        }
        return all.toString();
    }

    /** The id of the latest event. */
    String lastId() {
        return lastId;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
