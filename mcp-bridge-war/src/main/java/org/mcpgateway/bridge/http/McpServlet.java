package org.mcpgateway.bridge.http;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final transient RequestBody bodies;
    private final transient Endpoints endpoints;
    private final transient RequestLines lines;

    @Inject
    public McpServlet(
            RequestGuard guard,
            PeerGuard peers,
            ServiceAddress addresses,
            RequestBody bodies,
            Endpoints endpoints,
            RequestLines lines) {
        this.guard = guard;
        this.peers = peers;
        this.addresses = addresses;
        this.bodies = bodies;
        this.endpoints = endpoints;
        this.lines = lines;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Refusal refusal = refusal(request);
        Optional<Endpoints.Target> target = addresses.target(request);
        RequestLines.Serving serving =
                () -> lines.during(request, response, () -> serve(refusal, target, request, response));
        boolean isMessage =
                refusal == null && target.isPresent() && request.getMethod().equals("POST");
        if (!isMessage || !bodies.isLate(request)) {
            serving.run();
            return;
        }
        try {
            bodies.await(request, response, serving);
        } catch (RefusedBodyException e) {
            lines.during(request, response, () -> JsonError.refused(response, e));
        }
    }

    private void serve(
            @Nullable Refusal refusal,
            Optional<Endpoints.Target> target,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (RequestGuard.asksForAnotherProtocol(request)) {
            response.setHeader("Connection", "close");
        }
        if (refusal != null) {
            JsonError.send(response, refusal.status(), JsonRpcError.SERVER_ERROR, refusal.message());
        } else if (target.isEmpty()) {
            JsonError.send(response, 404, JsonRpcError.SERVER_ERROR, "no service has this address");
        } else {
            endpoints.serve(target.get(), request, response);
        }
    }

    private @Nullable Refusal refusal(HttpServletRequest request) {
        if (!guard.isHostAllowed(request)) {
            return new Refusal(403, "the Host header names another server");
        }
        if (!guard.isOriginAllowed(request)) {
            return new Refusal(403, "the Origin is not allowed");
        }
        if (!peers.isAllowed(request) && !request.getMethod().equals("OPTIONS")) {
            return new Refusal(403, "IDENTITY_PEERS does not let your address say who is asking");
        }
        if (RequestGuard.isBodyKeptBack(request)) {
            return new Refusal(400, "no other protocol is offered: leave Upgrade out");
        }
        return null;
    }

    private record Refusal(int status, String message) {}
}
