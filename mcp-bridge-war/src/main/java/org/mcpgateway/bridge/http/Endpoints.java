package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/** The addresses of a service, by the last segment of their path. */
@Dependent
public class Endpoints {

    private static final String METHODS = "GET, POST, DELETE, OPTIONS";

    private final MessageEndpoint messages;
    private final SessionEndpoint sessions;
    private final LegacySseEndpoint legacy;
    private final MessageSpans spans;
    private final CallLimit calls;

    @Inject
    public Endpoints(
            MessageEndpoint messages,
            SessionEndpoint sessions,
            LegacySseEndpoint legacy,
            MessageSpans spans,
            CallLimit calls) {
        this.messages = messages;
        this.sessions = sessions;
        this.legacy = legacy;
        this.spans = spans;
        this.calls = calls;
    }

    /**
     * What a request is for.
     *
     * @param service of the catalogue
     * @param endpoint {@code mcp}, or {@code sse} and {@code messages} of 2024-11-05
     */
    record Target(Service service, String endpoint) {}

    /** Serves a request that may be served. */
    void serve(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String asked = target.endpoint() + " " + request.getMethod();
        switch (asked) {
            case "mcp POST" ->
                post(target.service(), request, response, () -> messages.post(target.service(), request, response));
            case "mcp GET" -> sessions.get(target.service(), request, response);
            case "mcp DELETE" -> sessions.delete(target.service(), request, response);
            case "sse GET" -> legacy.open(target.service(), request, response);
            case "messages POST" ->
                post(target.service(), request, response, () -> legacy.post(target.service(), request, response));
            case "mcp OPTIONS" -> {
                response.setHeader("Allow", METHODS);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", METHODS);
                JsonError.send(response, 405, JsonRpcError.SERVER_ERROR, "the method is not allowed");
            }
        }
    }

    private void post(
            Service service, HttpServletRequest request, HttpServletResponse response, RequestLines.Serving serving)
            throws IOException {
        Optional<CallLimit.Place> place = calls.enter(request);
        if (place.isEmpty()) {
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, "too many calls at the same time: try again");
            return;
        }
        boolean served = false;
        try {
            spans.during(service, request, response, serving);
            served = true;
        } finally {
            if (!served || !place.get().isKept()) {
                place.get().leave();
            }
        }
    }
}
