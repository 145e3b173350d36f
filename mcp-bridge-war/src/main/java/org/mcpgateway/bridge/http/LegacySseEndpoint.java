package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.InvalidMessageException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.jsonrpc.Utf8;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.session.Session;
import org.mcpgateway.bridge.session.SessionKey;
import org.mcpgateway.bridge.session.SessionLimitException;
import org.mcpgateway.bridge.session.Sessions;
import org.mcpgateway.bridge.session.Transport;
import org.mcpgateway.bridge.tracing.CallSpan;

/**
 * HTTP with SSE (MCP 2024-11-05, basic/transports): {@code GET …/sse} opens a session and a stream for all that its
 * server says, {@code POST …/messages?sessionId=…} takes what the client says. The session ends with the stream.
 */
@ApplicationScoped
public class LegacySseEndpoint {

    static final String SSE = "sse";
    static final String MESSAGES = "messages";

    private static final String PARAMETER = "sessionId=";
    private static final int MOST_PARAMETERS = 16;

    private final Sessions sessions;
    private final Principal principals;
    private final RequestBody bodies;
    private final SessionForwarding forwarding;
    private final Map<String, LegacyStream> streams = new ConcurrentHashMap<>();

    @Inject
    public LegacySseEndpoint(
            Sessions sessions, Principal principals, RequestBody bodies, SessionForwarding forwarding) {
        this.sessions = sessions;
        this.principals = principals;
        this.bodies = bodies;
        this.forwarding = forwarding;
    }

    /** Opens a session. */
    public void open(Service service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session;
        try {
            session = sessions.open(service, principals.of(request), principals.caller(request), Transport.HTTP_SSE);
        } catch (SessionLimitException e) {
            response.setHeader("Retry-After", "10");
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, String.valueOf(e.getMessage()));
            return;
        } catch (ServerUnavailableException e) {
            JsonError.unavailable(response, e);
            return;
        }
        String address = request.getRequestURI().replaceFirst("sse/?$", MESSAGES) + "?" + PARAMETER + session.id();
        LegacyStream stream = new LegacyStream(new QueuedSink(AsyncResponse.start(request, response)), () -> {
            streams.remove(session.id());
            session.close("the client closed the stream");
        });
        streams.put(session.id(), stream);
        try {
            stream.open(address);
            session.listen(stream);
        } catch (IOException e) {
            stream.end();
        }
    }

    /** One message to the server. */
    public void post(Service service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = sessionId(request);
        if (id == null) {
            JsonError.send(response, 400, JsonRpcError.SERVER_ERROR, "sessionId is missing: open a stream first");
            return;
        }
        byte[] body;
        try {
            body = bodies.read(request);
        } catch (RefusedBodyException e) {
            JsonError.refused(response, e);
            return;
        }
        SessionKey key = new SessionKey(service.name(), principals.of(request));
        Optional<Session> session = sessions.find(id, key).filter(found -> found.transport() == Transport.HTTP_SSE);
        LegacyStream stream = streams.get(id);
        if (session.isEmpty() || stream == null) {
            forwarding.pass(new SessionForwarding.Wanted(id, key, MESSAGES), body, request, response);
            return;
        }
        accept(session.get(), stream, body, request, response);
    }

    /** Of the query alone: to ask for a parameter is to read a body that says it is a form. */
    private static @Nullable String sessionId(HttpServletRequest request) {
        if (request instanceof ForwardedRequest) {
            return request.getHeader(SessionEndpoint.SESSION_HEADER);
        }
        String query = request.getQueryString();
        if (query != null) {
            for (String parameter : query.split("&", MOST_PARAMETERS)) {
                if (parameter.startsWith(PARAMETER)) {
                    return parameter.substring(PARAMETER.length());
                }
            }
        }
        return null;
    }

    private static void accept(
            Session session, LegacyStream stream, byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            Utf8.require(body);
            JsonRpcMessage message = JsonRpcMessage.parse(body);
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            CallSpan span = MessageSpans.begin(request, message.json());
            if (message instanceof JsonRpcMessage.Request call) {
                session.call(call, stream.answers(), span);
            } else {
                session.tell(message);
            }
        } catch (MalformedJsonException e) {
            JsonError.send(response, 400, JsonRpcError.PARSE_ERROR, "the body is not JSON: " + e.getMessage());
        } catch (InvalidMessageException e) {
            JsonError.send(response, 400, JsonRpcError.INVALID_REQUEST, String.valueOf(e.getMessage()));
        } catch (ServerUnavailableException e) {
            JsonError.notTaken(response, session.isOver(), e);
        }
    }
}
