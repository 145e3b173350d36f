package org.mcpgateway.bridge.http;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.replica.ForwardedCall;
import org.mcpgateway.bridge.replica.ReplicaSeal;

/**
 * Takes what other replicas hand over, and nobody else. What it takes is served here or not at all: it is not handed on
 * once more.
 */
@WebServlet(urlPatterns = ReplicaServlet.PATH, asyncSupported = true)
public class ReplicaServlet extends HttpServlet {

    static final String PATH = "/replica/forward";
    static final String SEAL = "X-Gateway-Replica-Seal";

    /** Another replica was meant (RFC 9110 s15.5.20). */
    static final int MISDIRECTED = 421;

    private static final System.Logger LOG = System.getLogger(ReplicaServlet.class.getName());

    private final transient ReplicaSeal seal;
    private final transient RequestBody bodies;
    private final transient Catalogue catalogue;
    private final transient Endpoints endpoints;
    private final transient RequestLines lines;

    @Inject
    public ReplicaServlet(
            ReplicaSeal seal, RequestBody bodies, Catalogue catalogue, Endpoints endpoints, RequestLines lines) {
        this.seal = seal;
        this.bodies = bodies;
        this.catalogue = catalogue;
        this.endpoints = endpoints;
        this.lines = lines;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String sealed = request.getHeader(SEAL);
        if (sealed == null || !seal.isUsed()) {
            refuse(request, response, "no seal, or no replicas");
            return;
        }
        if (RequestGuard.asksForAnotherProtocol(request)) {
            refuse(request, response, "asks for another protocol");
            return;
        }
        try {
            if (bodies.isForwardedLate(request)) {
                bodies.awaitForwarded(request, response, () -> open(sealed, request, response));
            } else {
                open(sealed, request, response);
            }
        } catch (RefusedBodyException e) {
            JsonError.refused(response, e);
        }
    }

    private void open(String sealed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] content;
        try {
            content = bodies.readForwarded(request);
        } catch (RefusedBodyException e) {
            JsonError.refused(response, e);
            return;
        }
        switch (seal.open(content, sealed)) {
            case ReplicaSeal.Opened.Genuine genuine -> serve(genuine.call(), request, response);
            case ReplicaSeal.Opened.Misdirected ignored ->
                JsonError.send(response, MISDIRECTED, JsonRpcError.SERVER_ERROR, "another replica was meant");
            case ReplicaSeal.Opened.Refused refused -> refuse(request, response, refused.reason());
        }
    }

    private void serve(ForwardedCall call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Service> service = catalogue.find(call.service());
        if (service.isEmpty()) {
            JsonError.send(response, 404, JsonRpcError.SERVER_ERROR, "no service has this address");
            return;
        }
        Endpoints.Target target = new Endpoints.Target(service.get(), call.endpoint());
        ForwardedRequest forwarded = new ForwardedRequest(request, call);
        lines.during(forwarded, response, () -> endpoints.serve(target, forwarded, response));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String reason)
            throws IOException {
        LOG.log(
                System.Logger.Level.WARNING,
                "event=forward-refused peer={0} reason=\"{1}\"",
                request.getRemoteAddr(),
                reason);
        JsonError.send(response, 403, JsonRpcError.SERVER_ERROR, "this address is for replicas of this gateway");
    }
}
