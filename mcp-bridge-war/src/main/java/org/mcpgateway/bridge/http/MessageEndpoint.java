package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.InvalidMessageException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.jsonrpc.Utf8;

/** {@code POST}: one message, of either era. */
@Dependent
public class MessageEndpoint {

    private final RequestBody bodies;
    private final SessionEndpoint sessions;
    private final StatelessRequests stateless;
    private final TraceContext traces;

    @Inject
    public MessageEndpoint(
            RequestBody bodies, SessionEndpoint sessions, StatelessRequests stateless, TraceContext traces) {
        this.bodies = bodies;
        this.sessions = sessions;
        this.stateless = stateless;
        this.traces = traces;
    }

    /** Checks what every message must be, and gives it to the era that it is of. */
    void post(Service service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!accepts(request, "application/json") || !accepts(request, "text/event-stream")) {
            JsonError.send(
                    response,
                    406,
                    JsonRpcError.SERVER_ERROR,
                    "Accept must hold application/json and text/event-stream");
            return;
        }
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            JsonError.send(response, 415, JsonRpcError.SERVER_ERROR, "Content-Type must be application/json");
            return;
        }
        try {
            byte[] body = bodies.read(request);
            Utf8.require(body);
            RawJson message = RawJson.parse(body);
            RawJson json = traces.passedOn(service, message, request, MessageSpans.begin(request, message));
            if (StatelessRequests.claims(json, request)) {
                JsonRpcMessage.requireOneReading(json);
                stateless.post(service, json.bytes(), request, response);
            } else if (json.isArray()) {
                sessions.acceptBatch(service, json, request, response);
            } else {
                sessions.accept(service, json, request, response);
            }
        } catch (RefusedBodyException e) {
            JsonError.refused(response, e);
        } catch (MalformedJsonException e) {
            JsonError.send(response, 400, JsonRpcError.PARSE_ERROR, "the body is not JSON: " + e.getMessage());
        } catch (InvalidMessageException e) {
            JsonError.send(response, 400, JsonRpcError.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Whether the client takes answers of this media type. */
    static boolean accepts(HttpServletRequest request, String type) {
        var headers = request.getHeaders("Accept");
        while (headers.hasMoreElements()) {
            String accept = headers.nextElement().toLowerCase(Locale.ROOT);
            if (accept.contains(type)
                    || accept.contains("*/*")
                    || accept.contains(type.substring(0, type.indexOf('/')) + "/*")) {
                return true;
            }
        }
        return false;
    }
}
