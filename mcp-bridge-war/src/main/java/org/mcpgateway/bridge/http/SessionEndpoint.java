package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.session.Session;
import org.mcpgateway.bridge.session.SessionKey;
import org.mcpgateway.bridge.session.SessionLimitException;
import org.mcpgateway.bridge.session.Sessions;

/** The {@code initialize} era: sessions named by {@code Mcp-Session-Id} (MCP 2025-11-25, basic/transports). */
@ApplicationScoped
public class SessionEndpoint {

    static final String SESSION_HEADER = "Mcp-Session-Id";
    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final Set<String> VERSIONS =
            Set.of("2024-10-07", "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    private final Sessions sessions;
    private final Principal principals;

    @Inject
    public SessionEndpoint(Sessions sessions, Principal principals) {
        this.sessions = sessions;
        this.principals = principals;
    }

    /** A stream of what belongs to no call, or what was missed of an earlier one. */
    void get(Service service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!MessageEndpoint.accepts(request, "text/event-stream")) {
            JsonError.send(response, 406, JsonRpcError.SERVER_ERROR, "Accept must hold text/event-stream");
            return;
        }
        Session session = require(service, request, response);
        if (session == null) {
            return;
        }
        String lastEvent = request.getHeader("Last-Event-ID");
        AsyncResponse sink = AsyncResponse.start(request, response);
        try {
            if (lastEvent == null) {
                session.listen(new QueuedSink(sink));
            } else if (!session.resume(lastEvent, new QueuedSink(sink))) {
                sink.json(
                        404,
                        JsonRpcError.message(null, JsonRpcError.SERVER_ERROR, "Last-Event-ID names no stream here"));
            }
        } catch (IOException e) {
            sink.end();
        }
    }

    /** The end of a session. */
    void delete(Service service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = require(service, request, response);
        if (session != null) {
            session.close("the client ended the session");
            response.setStatus(HttpServletResponse.SC_OK);
        }
    }

    /** One message to the server. */
    void accept(Service service, JsonRpcMessage message, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (message instanceof JsonRpcMessage.Request call && call.method().equals("initialize")) {
            initialize(service, call, request, response);
            return;
        }
        Session session = require(service, request, response);
        if (session == null) {
            return;
        }
        if (message instanceof JsonRpcMessage.Request call) {
            session.call(call, new QueuedSink(AsyncResponse.start(request, response)));
            return;
        }
        try {
            session.tell(message);
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } catch (ServerUnavailableException e) {
            JsonError.send(response, 404, JsonRpcError.SERVER_ERROR, String.valueOf(e.getMessage()));
        }
    }

    private void initialize(
            Service service, JsonRpcMessage.Request call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getHeader(SESSION_HEADER) != null && require(service, request, response) == null) {
            return;
        }
        try {
            Session session = sessions.open(service, principals.of(request), principals.caller(request));
            response.setHeader(SESSION_HEADER, session.id());
            session.call(call, new QueuedSink(AsyncResponse.start(request, response)));
        } catch (SessionLimitException e) {
            response.setHeader("Retry-After", "10");
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, String.valueOf(e.getMessage()));
        } catch (ServerBusyException e) {
            response.setHeader("Retry-After", Long.toString(e.retryAfterSeconds()));
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, String.valueOf(e.getMessage()));
        } catch (ServerUnavailableException e) {
            JsonError.send(response, 502, JsonRpcError.INTERNAL_ERROR, String.valueOf(e.getMessage()));
        }
    }

    /** The request's session; null when it has been answered because there is none. */
    private @Nullable Session require(Service service, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String version = request.getHeader(VERSION_HEADER);
        if (version != null && !VERSIONS.contains(version)) {
            JsonError.send(response, 400, JsonRpcError.SERVER_ERROR, "MCP-Protocol-Version is not supported");
            return null;
        }
        String id = request.getHeader(SESSION_HEADER);
        if (id == null) {
            JsonError.send(response, 400, JsonRpcError.SERVER_ERROR, "Mcp-Session-Id is missing: initialize first");
            return null;
        }
        Optional<Session> session = sessions.find(id, new SessionKey(service.name(), principals.of(request)));
        if (session.isEmpty()) {
            JsonError.send(response, 404, JsonRpcError.SERVER_ERROR, "the session has ended: initialize again");
        }
        return session.orElse(null);
    }
}
