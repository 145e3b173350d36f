package org.mcpgateway.auth.http;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.mcpgateway.auth.metrics.GatewayMetrics;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.tracing.TraceParent;

/**
 * What happens to every request before its endpoint sees it, in this order: it gets an id, its answer the security
 * headers, a foreign host or origin is refused, a preflight request is answered, and when too much is being served it
 * is turned away. The proxy's question is answered right here: it comes with every request of every service, and no
 * browser sees its answer.
 */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.INCLUDE})
public class ExchangeFilter extends HttpFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final transient RequestIds ids;
    private final transient RequestLines lines;
    private final transient RequestTrace trace;
    private final transient TrustedProxies proxies;
    private final transient SecurityHeaders headers;
    private final transient HostGuard hosts;
    private final transient CorsPolicy cors;
    private final transient Admission admission;
    private final transient ForwardAuth forwardAuth;
    private final transient GatewayMetrics metrics;
    private final transient Event<Serving> serving;
    private final AtomicBoolean serves = new AtomicBoolean();

    @Inject
    ExchangeFilter(
            RequestIds ids,
            RequestLines lines,
            RequestTrace trace,
            TrustedProxies proxies,
            SecurityHeaders headers,
            HostGuard hosts,
            CorsPolicy cors,
            Admission admission,
            ForwardAuth forwardAuth,
            GatewayMetrics metrics,
            Event<Serving> serving) {
        this.ids = ids;
        this.lines = lines;
        this.trace = trace;
        this.proxies = proxies;
        this.headers = headers;
        this.hosts = hosts;
        this.cors = cors;
        this.admission = admission;
        this.forwardAuth = forwardAuth;
        this.metrics = metrics;
        this.serving = serving;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.INCLUDE && trace.isUnderWay()) {
            chain.doFilter(request, response); // the view of a page, which is a part of the request that asked for it
        } else {
            serve(request, response, chain);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        if (!serves.get() && serves.compareAndSet(false, true)) {
            serving.fire(new Serving());
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String id = ids.of(request);
        response.setHeader(RequestIds.HEADER, id);
        lines.begin(id, TraceParent.traceId(request.getHeader(TraceParent.HEADER)));
        trace.begin(id, () -> RequestAddress.client(request, proxies));
        try {
            if (path.equals(ForwardAuth.PATH)) {
                admit(Lane.VERIFY, request, response, (question, answer) -> forwardAuth.answer(request, response));
            } else {
                pass(path, request, response, chain);
            }
        } finally {
            long nanos = System.nanoTime() - start;
            metrics.answered(path, response.getStatus(), nanos);
            lines.end(request.getMethod(), path, response.getStatus(), nanos);
            trace.end();
        }
    }

    private void pass(String path, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setCharacterEncoding("UTF-8"); // whatever its Content-Type says (RFC 6749 appendix B)
        headers.addTo(response);
        if (!hosts.answersFor(path, RequestAddress.authority(request, proxies))) {
            ErrorAnswer.write(response, 403, OAuthError.ACCESS_DENIED, "this server does not answer for that host");
        } else if (!cors.accepts(request, path)) {
            ErrorAnswer.write(response, 403, OAuthError.ACCESS_DENIED, "this origin is not in MCP_CORS_ORIGINS");
        } else if (hasUnreadableBody(request)) {
            response.setHeader("Connection", "close");
            ErrorAnswer.write(
                    response, 400, OAuthError.INVALID_REQUEST, "no other protocol is offered: leave Upgrade out");
        } else if (hasUnreadableQuery(request)) {
            ErrorAnswer.write(response, 400, OAuthError.INVALID_REQUEST, "the query has a broken percent encoding");
        } else if (!cors.answersPreflight(request, response, path)) {
            admit(Lane.of(path), readable(request, response), response, chain);
        }
    }

    private void admit(Lane lane, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!admission.enters(lane)) {
            headers.addTo(response);
            BusyAnswer.write(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            admission.leaves(lane);
        }
    }

    /** What follows the head of a request that asks for another protocol is read by its length alone. */
    private static boolean hasUnreadableBody(HttpServletRequest request) {
        return asksForAnotherProtocol(request) && request.getHeader("Transfer-Encoding") != null;
    }

    private static HttpServletRequest readable(HttpServletRequest request, HttpServletResponse response) {
        if (!asksForAnotherProtocol(request)) {
            return request;
        }
        response.setHeader("Connection", "close");
        return new AnnouncedBody(request);
    }

    /** Not on a connection that has changed to HTTP/2 by such a request. */
    private static boolean asksForAnotherProtocol(HttpServletRequest request) {
        return request.getHeader("Upgrade") != null
                && !request.getProtocol().startsWith("HTTP/2")
                && WITH_BODY.contains(request.getMethod());
    }

    /** JAX-RS servers read the query of a form's request as well, and fail where its encoding is broken. */
    private static boolean hasUnreadableQuery(HttpServletRequest request) {
        String type = request.getContentType();
        String query = request.getQueryString();
        return query != null
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED)
                && BROKEN_ESCAPE.matcher(query).find();
    }
}
