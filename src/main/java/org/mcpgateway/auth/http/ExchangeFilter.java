package org.mcpgateway.auth.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mcpgateway.auth.metrics.GatewayMetrics;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.RandomTokens;

/**
 * What happens to every request before its endpoint sees it, in this order: it gets an id, its answer the security
 * headers, a foreign host or origin is refused, and a preflight request is answered. The proxy's question goes straight
 * to {@code /verify}: it comes with every request of every service, and no browser sees its answer.
 */
@WebFilter("/*")
public class ExchangeFilter extends HttpFilter {

    private static final String FORWARD_AUTH = "/verify";
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final transient RandomTokens random;
    private final transient RequestTrace trace;
    private final transient RequestAddress address;
    private final transient TrustedProxies proxies;
    private final transient SecurityHeaders headers;
    private final transient HostGuard hosts;
    private final transient CorsPolicy cors;
    private final transient GatewayMetrics metrics;

    @Inject
    ExchangeFilter(
            RandomTokens random,
            RequestTrace trace,
            RequestAddress address,
            TrustedProxies proxies,
            SecurityHeaders headers,
            HostGuard hosts,
            CorsPolicy cors,
            GatewayMetrics metrics) {
        this.random = random;
        this.trace = trace;
        this.address = address;
        this.proxies = proxies;
        this.headers = headers;
        this.hosts = hosts;
        this.cors = cors;
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        String path = request.getRequestURI().substring(request.getContextPath().length());
        try {
            if (path.equals(FORWARD_AUTH)) {
                chain.doFilter(request, response);
            } else {
                pass(path, request, response, chain);
            }
        } finally {
            metrics.answered(path, response.getStatus(), System.nanoTime() - start);
        }
    }

    private void pass(String path, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setCharacterEncoding("UTF-8"); // whatever its Content-Type says (RFC 6749 appendix B)
        String id = requestId(request);
        trace.begin(id, address::client);
        response.setHeader(REQUEST_ID, id);
        headers.addTo(response);
        if (!hosts.answersFor(path, RequestAddress.authority(request, isFromProxy(request)))) {
            ErrorAnswer.write(response, 403, OAuthError.ACCESS_DENIED, "this server does not answer for that host");
        } else if (!cors.accepts(request, path)) {
            ErrorAnswer.write(response, 403, OAuthError.ACCESS_DENIED, "this origin is not in MCP_CORS_ORIGINS");
        } else if (isUnreadable(request)) {
            ErrorAnswer.write(response, 400, OAuthError.INVALID_REQUEST, "the query has a broken percent encoding");
        } else if (!cors.answersPreflight(request, response, path)) {
            chain.doFilter(request, response);
        }
    }

    /** JAX-RS servers read the query of a form's request as well, and fail where its encoding is broken. */
    private static boolean isUnreadable(HttpServletRequest request) {
        String type = request.getContentType();
        String query = request.getQueryString();
        return query != null
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED)
                && BROKEN_ESCAPE.matcher(query).find();
    }

    /** A trusted proxy's id is kept, so that its log and ours tell the same story. */
    private String requestId(HttpServletRequest request) {
        String sent = request.getHeader(REQUEST_ID);
        return sent != null && ACCEPTABLE_ID.matcher(sent).matches() && isFromProxy(request)
                ? sent
                : random.identifier();
    }

    private boolean isFromProxy(HttpServletRequest request) {
        return proxies.contains(request.getRemoteAddr());
    }
}
