package org.mcpgateway.bridge.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An open stream of server-sent events, read one by one. Closing it cuts the connection. */
public final class Events implements AutoCloseable {

    private final HttpHeaders headers;
    private final InputStream input;
    private final BufferedReader reader;

    Events(HttpResponse<InputStream> response) {
        this.headers = response.headers();
        this.input = response.body();
        this.reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /**
     * One event.
     *
     * @param id empty when it has none
     * @param type empty when it has none
     * @param data empty in a priming event
     */
    public record Event(String id, String type, String data) {}

    /** A header of the answer that the stream is; empty when there is none. */
    public String header(String name) {
        return String.join(", ", headers.allValues(name));
    }

    /** The next event; empty at the end of the stream. Waits. */
    public Optional<Event> next() throws IOException {
        String id = "";
        String type = "";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty() && any) {
                return Optional.of(new Event(id, type, data.toString()));
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
                any = true;
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
                any = true;
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).stripLeading());
                any = true;
            }
        }
        return Optional.empty();
    }

    /** The next event with data. */
    public Event nextMessage() throws IOException {
        while (true) {
            Event event = next().orElseThrow(() -> new IOException("the stream has ended"));
            if (!event.data().isEmpty()) {
                return event;
            }
        }
    }

    /** All events with data up to the end of the stream. */
    public List<Event> rest() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> event = next(); event.isPresent(); event = next()) {
            event.filter(one -> !one.data().isEmpty()).ifPresent(events::add);
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
