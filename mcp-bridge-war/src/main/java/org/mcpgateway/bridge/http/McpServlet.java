package org.mcpgateway.bridge.http;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/**
 * Streamable HTTP (MCP, basic/transports). Mapped to {@code /}: any other mapping makes Payara redirect a POST that
 * hits the context root. {@link KnownAddresses} adds others.
 */
@WebServlet(urlPatterns = "/", asyncSupported = true)
public class McpServlet extends HttpServlet {

    private final transient RequestGuard guard;
    private final transient PeerGuard peers;
    private final transient ServiceAddress addresses;
    private final transient Endpoints endpoints;
    private final transient RequestLines lines;

    @Inject
    public McpServlet(
            RequestGuard guard, PeerGuard peers, ServiceAddress addresses, Endpoints endpoints, RequestLines lines) {
        this.guard = guard;
        this.peers = peers;
        this.addresses = addresses;
        this.endpoints = endpoints;
        this.lines = lines;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        lines.during(request, response, () -> serve(request, response));
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!guard.isHostAllowed(request)) {
            JsonError.send(response, 403, JsonRpcError.SERVER_ERROR, "the Host header names another server");
            return;
        }
        if (!guard.isOriginAllowed(request)) {
            JsonError.send(response, 403, JsonRpcError.SERVER_ERROR, "the Origin is not allowed");
            return;
        }
        if (!peers.isAllowed(request) && !request.getMethod().equals("OPTIONS")) {
            JsonError.send(
                    response,
                    403,
                    JsonRpcError.SERVER_ERROR,
                    "IDENTITY_PEERS does not let your address say who is asking");
            return;
        }
        if (RequestGuard.asksForAnotherProtocol(request)) {
            response.setHeader("Connection", "close");
        }
        if (RequestGuard.isBodyKeptBack(request)) {
            JsonError.send(response, 400, JsonRpcError.SERVER_ERROR, "no other protocol is offered: leave Upgrade out");
            return;
        }
        Optional<Endpoints.Target> target = addresses.target(request);
        if (target.isEmpty()) {
            JsonError.send(response, 404, JsonRpcError.SERVER_ERROR, "no service has this address");
            return;
        }
        endpoints.serve(target.get(), request, response);
    }
}
