package org.mcpgateway.bridge.http;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/**
 * Streamable HTTP (MCP, basic/transports). Mapped to {@code /}: any other mapping makes Payara redirect a POST that
 * hits the context root.
 */
@WebServlet(urlPatterns = "/", asyncSupported = true)
public class McpServlet extends HttpServlet {

    private static final String METHODS = "GET, POST, DELETE, OPTIONS";

    private final transient RequestGuard guard;
    private final transient ServiceAddress addresses;
    private final transient MessageEndpoint messages;
    private final transient SessionEndpoint sessions;

    @Inject
    public McpServlet(
            RequestGuard guard, ServiceAddress addresses, MessageEndpoint messages, SessionEndpoint sessions) {
        this.guard = guard;
        this.addresses = addresses;
        this.messages = messages;
        this.sessions = sessions;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!guard.isHostAllowed(request)) {
            JsonError.send(response, 403, JsonRpcError.SERVER_ERROR, "the Host header names another server");
            return;
        }
        if (!guard.isOriginAllowed(request)) {
            JsonError.send(response, 403, JsonRpcError.SERVER_ERROR, "the Origin is not allowed");
            return;
        }
        Optional<Service> service = addresses.service(request);
        if (service.isEmpty()) {
            JsonError.send(response, 404, JsonRpcError.SERVER_ERROR, "no service has this address");
            return;
        }
        switch (request.getMethod()) {
            case "POST" -> messages.post(service.get(), request, response);
            case "GET" -> sessions.get(service.get(), request, response);
            case "DELETE" -> sessions.delete(service.get(), request, response);
            case "OPTIONS" -> {
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
