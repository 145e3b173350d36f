package org.mcpgateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came over the wire.
 *
 * @param status of HTTP
 * @param headers in the order sent, names in lower case
 * @param body without its framing
 */
record RawAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The media type without its parameters; empty text when there is none. */
    String mediaType() {
        return header("content-type").map(type -> type.split(";", 2)[0].strip()).orElse("");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + headers + "\n" + text();
    }
}
