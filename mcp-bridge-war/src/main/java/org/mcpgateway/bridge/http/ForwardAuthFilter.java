package org.mcpgateway.bridge.http;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.health.MonitoringPaths;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.operations.OperationsServlet;

/**
 * Does what a proxy's ForwardAuth does, where there is no proxy: asks {@code FORWARD_AUTH_URL} about every request,
 * takes the identity headers of a {@code 200} and passes any other answer on.
 */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class ForwardAuthFilter extends HttpFilter {

    private static final System.Logger LOG = System.getLogger(ForwardAuthFilter.class.getName());
    private static final String VERDICT = ForwardAuthFilter.class.getName();

    private final transient @Nullable RemoteAuth remote;
    private final @Nullable String neighbour;
    private final transient BridgeMetrics metrics;

    @Inject
    public ForwardAuthFilter(BridgeConfig config, BridgeMetrics metrics) {
        this.metrics = metrics;
        Optional<URI> address = config.forwardAuth();
        this.remote = address.filter(URI::isAbsolute)
                .map(uri -> new RemoteAuth(uri, config.limits().calls()))
                .orElse(null);
        this.neighbour =
                address.filter(uri -> !uri.isAbsolute()).map(URI::getPath).orElse(null);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isFromReplica(request) || isOfTheInside(request)) {
            chain.doFilter(request, response);
        } else if (neighbour != null) {
            act(askNeighbour(neighbour, request, response), request, response, chain);
        } else if (remote != null) {
            askRemote(remote, request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** What replicas hand to each other was asked about by the one that took it, and is sealed. */
    private static boolean isFromReplica(HttpServletRequest request) {
        return ReplicaServlet.PATH.equals(request.getServletPath());
    }

    /** These have their own rule of whom they answer. */
    private static boolean isOfTheInside(HttpServletRequest request) {
        return MonitoringPaths.isOne(request) || OperationsServlet.isFor(request);
    }

    /** Goes on with the same request when it has been dispatched with its answer. */
    private void askRemote(
            RemoteAuth remote, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(VERDICT) instanceof Verdict known) {
            request.removeAttribute(VERDICT);
            act(known, request, response, chain);
            return;
        }
        if (!remote.takesMore()) {
            metrics.shed("question");
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, "too many requests at the same time: try again");
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        var asked = remote.ask(request).handle((answer, failure) -> {
            request.setAttribute(VERDICT, new Verdict(answer, failure));
            async.dispatch();
            return answer;
        });
        asked.exceptionally(failure -> {
            LOG.log(System.Logger.Level.WARNING, "event=forward-auth-dispatch-failed", failure);
            async.complete();
            return null;
        });
    }

    private static Verdict askNeighbour(String path, HttpServletRequest request, HttpServletResponse response) {
        try {
            return new Verdict(NeighbourAuth.ask(path, request, response), null);
        } catch (IOException | ServletException | RuntimeException e) {
            return new Verdict(null, e);
        }
    }

    private static void act(
            Verdict verdict, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AuthAnswer answer = verdict.answer();
        if (answer == null) {
            LOG.log(System.Logger.Level.WARNING, "event=forward-auth-failed", verdict.failure());
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, "sign-in cannot be checked at the moment");
        } else if (answer.letsIn()) {
            chain.doFilter(new IdentityHeaders(request, answer.identity()), response);
        } else {
            answer.passTo(response);
        }
    }

    /** What came of the question: an answer, or why there is none. */
    private record Verdict(
            @Nullable AuthAnswer answer, @Nullable Throwable failure) {}
}
