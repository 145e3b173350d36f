package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    @Inject
    public Endpoints(MessageEndpoint messages, SessionEndpoint sessions, LegacySseEndpoint legacy, MessageSpans spans) {
        this.messages = messages;
        this.sessions = sessions;
        this.legacy = legacy;
        this.spans = spans;
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
                spans.during(
                        target.service(), request, response, () -> messages.post(target.service(), request, response));
            case "mcp GET" -> sessions.get(target.service(), request, response);
            case "mcp DELETE" -> sessions.delete(target.service(), request, response);
            case "sse GET" -> legacy.open(target.service(), request, response);
            case "messages POST" ->
                spans.during(
                        target.service(), request, response, () -> legacy.post(target.service(), request, response));
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
}
