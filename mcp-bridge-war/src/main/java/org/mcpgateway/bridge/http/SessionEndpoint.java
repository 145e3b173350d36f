package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.session.Session;
import org.mcpgateway.bridge.session.SessionKey;
import org.mcpgateway.bridge.session.SessionLimitException;
import org.mcpgateway.bridge.session.Sessions;
import org.mcpgateway.bridge.session.Transport;
import org.mcpgateway.bridge.vault.MissingSecretException;

/** The {@code initialize} era: sessions named by {@code Mcp-Session-Id} (MCP 2025-11-25, basic/transports). */
@Dependent
public class SessionEndpoint {

    static final String SESSION_HEADER = "Mcp-Session-Id";
    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final Set<String> VERSIONS =
            Set.of("2024-10-07", "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
    private static final int MOST_BATCHED = 100;
    private static final byte[] NO_BODY = new byte[0];

    private final Sessions sessions;
    private final Principal principals;
    private final SessionForwarding forwarding;

    @Inject
    public SessionEndpoint(Sessions sessions, Principal principals, SessionForwarding forwarding) {
        this.sessions = sessions;
        this.principals = principals;
        this.forwarding = forwarding;
    }

    /** A stream of what belongs to no call, or what was missed of an earlier one. */
    void get(Service service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!MessageEndpoint.accepts(request, "text/event-stream")) {
            JsonError.send(response, 406, JsonRpcError.SERVER_ERROR, "Accept must hold text/event-stream");
            return;
        }
        Session session = require(service, NO_BODY, request, response);
        if (session == null) {
            return;
        }
        String lastEvent = request.getHeader("Last-Event-ID");
        AsyncResponse sink = AsyncResponse.start(request, response);
        try {
            if (lastEvent == null) {
                session.listen(new QueuedSink(sink));
            } else if (!session.resume(lastEvent, new QueuedSink(sink))) {
                // Not 404, which would mean that the session has ended.
                sink.fail(400, "Last-Event-ID names no stream here");
            }
        } catch (IOException e) {
            sink.fail(503, "what was missed cannot be read at the moment");
        }
    }

    /** The end of a session. */
    void delete(Service service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = require(service, NO_BODY, request, response);
        if (session != null) {
            session.close("the client ended the session");
            response.setStatus(HttpServletResponse.SC_OK);
        }
    }

    /** One message to the server. */
    void accept(Service service, RawJson json, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonRpcMessage message = JsonRpcMessage.of(json);
        if (opens(message) && request.getHeader(SESSION_HEADER) == null) {
            initialize(service, (JsonRpcMessage.Request) message, request, response);
            return;
        }
        Session session = require(service, json.bytes(), request, response);
        if (session == null) {
            return;
        }
        if (opens(message)) {
            JsonError.send(response, 400, JsonRpcError.INVALID_REQUEST, "the session is initialized already");
        } else if (message instanceof JsonRpcMessage.Request call) {
            PromptSink sink = new PromptSink();
            session.call(call, sink, MessageSpans.call(request));
            sink.answer(
                    (status, answer) -> JsonResponse.write(response, status, answer),
                    () -> new QueuedSink(AsyncResponse.start(request, response)));
        } else {
            tell(session, List.of(message), response);
        }
    }

    /** Several messages in one body, which 2025-03-26 alone knows. */
    void acceptBatch(Service service, RawJson json, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<RawJson> elements = json.elements();
        Session session = require(service, json.bytes(), request, response);
        if (session == null) {
            return;
        }
        if (!session.takesBatches() || elements.isEmpty() || elements.size() > MOST_BATCHED) {
            refuseBatch(response);
            return;
        }
        List<JsonRpcMessage> messages = elements.stream()
                .map(element -> JsonRpcMessage.parse(element.bytes()))
                .toList();
        if (messages.stream().anyMatch(SessionEndpoint::opens)) {
            refuseBatch(response);
        } else if (messages.stream().anyMatch(JsonRpcMessage.Request.class::isInstance)) {
            session.callAll(messages, new QueuedSink(AsyncResponse.start(request, response)));
        } else {
            tell(session, messages, response);
        }
    }

    private static void refuseBatch(HttpServletResponse response) throws IOException {
        JsonError.send(
                response,
                400,
                JsonRpcError.INVALID_REQUEST,
                "the body must be one message; only 2025-03-26 takes up to " + MOST_BATCHED
                        + ", and none of them initialize");
    }

    private static boolean opens(JsonRpcMessage message) {
        return message instanceof JsonRpcMessage.Request call && call.method().equals("initialize");
    }

    private static void tell(Session session, List<JsonRpcMessage> messages, HttpServletResponse response)
            throws IOException {
        try {
            messages.forEach(session::tell);
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } catch (ServerUnavailableException e) {
            JsonError.notTaken(response, session.isOver(), e);
        }
    }

    private void initialize(
            Service service, JsonRpcMessage.Request call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!isVersionKnown(request, response)) {
            return;
        }
        try {
            Session session = sessions.open(
                    service, principals.of(request), principals.caller(request), Transport.STREAMABLE_HTTP);
            response.setHeader(SESSION_HEADER, session.id());
            session.call(call, new QueuedSink(AsyncResponse.start(request, response)), MessageSpans.call(request));
        } catch (SessionLimitException e) {
            response.setHeader("Retry-After", "10");
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, String.valueOf(e.getMessage()));
        } catch (MissingSecretException e) {
            JsonError.answer(response, call.id(), String.valueOf(e.getMessage()));
        } catch (ServerUnavailableException e) {
            JsonError.unavailable(response, e);
        }
    }

    /** The request's session; null when the request is answered otherwise: by another replica, or with an error. */
    private @Nullable Session require(
            Service service, byte[] body, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isVersionKnown(request, response)) {
            return null;
        }
        String id = request.getHeader(SESSION_HEADER);
        if (id == null) {
            JsonError.send(response, 400, JsonRpcError.SERVER_ERROR, "Mcp-Session-Id is missing: initialize first");
            return null;
        }
        SessionKey key = new SessionKey(service.name(), principals.of(request));
        Optional<Session> session =
                sessions.find(id, key).filter(found -> found.transport() == Transport.STREAMABLE_HTTP);
        if (session.isEmpty()) {
            forwarding.pass(new SessionForwarding.Wanted(id, key, "mcp"), body, request, response);
        }
        return session.orElse(null);
    }

    private static boolean isVersionKnown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String version = request.getHeader(VERSION_HEADER);
        if (version == null || VERSIONS.contains(version)) {
            return true;
        }
        JsonError.send(response, 400, JsonRpcError.SERVER_ERROR, "MCP-Protocol-Version is not supported");
        return false;
    }
}
