package org.mcpgateway.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Reads server-sent events as they come (HTML s9.2). */
final class Events implements AutoCloseable {

    private static final Duration USUAL_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final BufferedReader lines;
    private Optional<String> lastId;
    private Duration retry = USUAL_RETRY;

    /** @param lastId what the stream was resumed after */
    Events(InputStream body, Optional<String> lastId) {
        this.lastId = lastId;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** The data of the next event that has some; empty at the end of the stream. */
    Optional<String> next() throws IOException {
        StringBuilder data = new StringBuilder();
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return Optional.of(data.toString());
                }
            } else {
                take(line, data);
            }
        }
        return Optional.empty();
    }

    /** What to resume after. */
    Optional<String> lastId() {
        return lastId;
    }

    /** How long to wait before it is asked again. */
    Duration retry() {
        return retry;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void take(String line, StringBuilder data) {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
        switch (field) {
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
            case "id" -> lastId = Optional.of(value);
            case "retry" -> {
                if (value.matches("[0-9]{1,9}")) {
                    Duration asked = Duration.ofMillis(Long.parseLong(value));
                    retry = asked.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : asked;
                }
            }
            default -> {} // comments keep the connection open; other events are not ours
        }
    }
}
