package org.mcpgateway.bridge.operations;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /operations/state}, {@code POST /operations/end-session?id=…} and {@code POST /operations/restart
 * ?service=…[&pid=…]} for the authorization server, and nobody else. Whoever shows no seal finds nothing here.
 */
@WebServlet(
        urlPatterns = {OperationsServlet.STATE, OperationsServlet.END_SESSION, OperationsServlet.RESTART},
        asyncSupported = true)
public class OperationsServlet extends HttpServlet {

    static final String STATE = "/operations/state";
    static final String END_SESSION = "/operations/end-session";
    static final String RESTART = "/operations/restart";
    static final String SEAL = "X-Gateway-Operator-Seal";

    /** Another bridge was meant (RFC 9110 s15.5.20). */
    private static final int MISDIRECTED = 421;

    private static final System.Logger LOG = System.getLogger(OperationsServlet.class.getName());
    private static final Set<String> ALL = Set.of(STATE, END_SESSION, RESTART);

    private final transient OperatorSeal seal;
    private final transient LiveState state;
    private final transient LiveActs acts;

    @Inject
    public OperationsServlet(OperatorSeal seal, LiveState state, LiveActs acts) {
        this.seal = seal;
        this.state = state;
        this.acts = acts;
    }

    /** Whether the request is for one of these addresses, as the container has decided. */
    public static boolean isFor(HttpServletRequest request) {
        return ALL.contains(request.getServletPath()) && request.getPathInfo() == null;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        String sealed = request.getHeader(SEAL);
        if (sealed == null || !seal.isUsed()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        switch (seal.check(request.getMethod(), target(request), sealed)) {
            case GENUINE -> serve(request, response);
            case MISDIRECTED -> response.setStatus(MISDIRECTED);
            case REFUSED -> {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "event=operator-refused peer={0} reason=\"the seal is not the authorization server''s, or late\"",
                        request.getRemoteAddr());
                response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod() + " " + request.getServletPath()) {
            case "GET " + STATE -> write(response);
            case "POST " + END_SESSION -> answer(response, acts.endSession(parameter(request, "id")));
            case "POST " + RESTART -> answer(response, restart(request));
            default -> response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private boolean restart(HttpServletRequest request) {
        String service = parameter(request, "service");
        String pid = parameter(request, "pid");
        return pid.isEmpty()
                ? acts.restart(service)
                : pid.matches("[0-9]{1,18}") && acts.endChild(service, Long.parseLong(pid));
    }

    private void write(HttpServletResponse response) throws IOException {
        byte[] body = state.now().toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void answer(HttpServletResponse response, boolean done) {
        response.setStatus(done ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_NOT_FOUND);
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getServletPath() : request.getServletPath() + "?" + query;
    }

    private static String parameter(HttpServletRequest request, String name) {
        @Nullable String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
