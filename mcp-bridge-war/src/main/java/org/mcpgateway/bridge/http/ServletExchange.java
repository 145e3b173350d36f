package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mcpgateway.bridge.era.Exchange;
import org.mcpgateway.bridge.tracing.CallSpan;

/** A servlet's request and open response, as the stateless era reads and writes them. */
final class ServletExchange implements Exchange {

    private static final byte[] COMMENT = ": keepalive\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);

    private static final long BUSY_SECONDS = 10;

    private final TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final AsyncResponse response;
    private final CallSpan span;

    /** Takes the headers now: once the servlet has returned the container may reuse the request. */
    ServletExchange(HttpServletRequest request, AsyncResponse response, CallSpan span) {
        this.response = response;
        this.span = span;
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.computeIfAbsent(name, ignored -> new ArrayList<>())
                    .addAll(Collections.list(request.getHeaders(name)));
        }
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .map(values -> String.join(",", values).strip());
    }

    @Override
    public void respond(int status, byte[] json) throws IOException {
        span.told(json);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.retryAfter(BUSY_SECONDS);
        }
        response.json(status, json);
    }

    @Override
    public void accept() {
        response.status(HttpServletResponse.SC_ACCEPTED);
    }

    @Override
    public void openStream() throws IOException {
        response.openStream();
    }

    @Override
    public void event(byte[] json) throws IOException {
        span.told(json);
        ByteArrayOutputStream event = new ByteArrayOutputStream(EVENT.length + json.length + 2);
        event.writeBytes(EVENT);
        event.writeBytes(json);
        event.write('\n');
        event.write('\n');
        response.write(event.toByteArray());
    }

    @Override
    public void comment() throws IOException {
        response.write(COMMENT);
    }

    @Override
    public void end() {
        response.end();
    }
}
