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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.health.MonitoringPaths;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.operations.OperationsServlet;

/**
 * Does what a proxy's ForwardAuth does, where there is no proxy: asks {@code FORWARD_AUTH_URL} about every request,
 * takes the identity headers of a {@code 200} and passes any other answer on. While the answer is awaited no thread is
 * held.
 */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class ForwardAuthFilter extends HttpFilter {

    private static final System.Logger LOG = System.getLogger(ForwardAuthFilter.class.getName());
    private static final String VERDICT = ForwardAuthFilter.class.getName();

    /** What tells a preflight and a person's browser from a client, and which trace the request belongs to. */
    private static final List<String> PASSED_ON =
            List.of("Accept", "Origin", "Access-Control-Request-Method", "Sec-Fetch-Mode", "traceparent", "tracestate");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final transient Optional<URI> address;
    private final int mostQuestions;
    private final transient AtomicInteger questions = new AtomicInteger();
    private final transient BridgeMetrics metrics;
    private final transient HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Inject
    public ForwardAuthFilter(BridgeConfig config, BridgeMetrics metrics) {
        this.address = config.forwardAuth();
        this.mostQuestions = config.limits().calls();
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (address.isEmpty() || isFromReplica(request) || isOfTheInside(request)) {
            chain.doFilter(request, response);
            return;
        }
        Object verdict = request.getAttribute(VERDICT);
        if (verdict instanceof Verdict known) {
            request.removeAttribute(VERDICT);
            act(known, request, response, chain);
            return;
        }
        if (questions.get() >= mostQuestions) {
            metrics.shed("question");
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, "too many requests at the same time: try again");
            return;
        }
        ask(address.get(), request);
    }

    /** What replicas hand to each other was asked about by the one that took it, and is sealed. */
    private static boolean isFromReplica(HttpServletRequest request) {
        return ReplicaServlet.PATH.equals(request.getServletPath());
    }

    /** These have their own rule of whom they answer. */
    private static boolean isOfTheInside(HttpServletRequest request) {
        return MonitoringPaths.isOne(request) || OperationsServlet.isFor(request);
    }

    private void ask(URI target, HttpServletRequest request) {
        HttpRequest.Builder question = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("X-Forwarded-Method", request.getMethod())
                .header("X-Forwarded-Proto", request.getScheme())
                .header(
                        "X-Forwarded-Host",
                        Optional.ofNullable(request.getHeader("Host")).orElse(""))
                .header("X-Forwarded-Uri", uri(request))
                .header("X-Forwarded-For", request.getRemoteAddr());
        request.getHeaders("Authorization")
                .asIterator()
                .forEachRemaining(value -> question.header("Authorization", value));
        for (String name : PASSED_ON) {
            copy(request, question, name);
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        questions.incrementAndGet();
        var answer = client.sendAsync(question.GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                .handle((reply, failure) -> {
                    questions.decrementAndGet();
                    request.setAttribute(VERDICT, new Verdict(reply, failure));
                    async.dispatch();
                    return reply;
                });
        answer.exceptionally(failure -> {
            LOG.log(System.Logger.Level.WARNING, "event=forward-auth-dispatch-failed", failure);
            async.complete();
            return null;
        });
    }

    private static void act(
            Verdict verdict, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpResponse<byte[]> answer = verdict.answer();
        if (answer == null) {
            LOG.log(System.Logger.Level.WARNING, "event=forward-auth-failed", verdict.failure());
            JsonError.send(response, 503, JsonRpcError.SERVER_ERROR, "sign-in cannot be checked at the moment");
        } else if (answer.statusCode() == HttpServletResponse.SC_OK) {
            chain.doFilter(new IdentityHeaders(request, identity(answer)), response);
        } else {
            pass(answer, response);
        }
    }

    private static Map<String, String> identity(HttpResponse<byte[]> answer) {
        Map<String, String> identity = new TreeMap<>();
        for (String name : IdentityHeaders.NAMES) {
            answer.headers().firstValue(name).ifPresent(value -> identity.put(name, value));
        }
        return identity;
    }

    private static void pass(HttpResponse<byte[]> answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.statusCode());
        answer.headers().allValues("WWW-Authenticate").forEach(value -> response.addHeader("WWW-Authenticate", value));
        answer.headers().firstValue("Content-Type").ifPresent(response::setContentType);
        answer.headers()
                .firstValue("Content-Security-Policy")
                .ifPresent(value -> response.setHeader("Content-Security-Policy", value));
        answer.headers().firstValue("Retry-After").ifPresent(value -> response.setHeader("Retry-After", value));
        answer.headers()
                .firstValue(RequestLines.HEADER)
                .ifPresent(value -> response.setHeader(RequestLines.HEADER, value));
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(answer.body());
    }

    private static void copy(HttpServletRequest request, HttpRequest.Builder question, String name) {
        String value = request.getHeader(name);
        if (value != null) {
            question.header(name, value);
        }
    }

    private static String uri(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** What came of the question: an answer, or why there is none. */
    private record Verdict(
            @Nullable HttpResponse<byte[]> answer, @Nullable Throwable failure) {}
}
