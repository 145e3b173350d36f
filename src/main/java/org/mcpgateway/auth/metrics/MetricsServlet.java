package org.mcpgateway.auth.metrics;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * {@code GET /monitoring/metrics}: the text format of Prometheus; 404 for whoever may not see it. Not at
 * {@code /metrics}, which is the server's own where it has MicroProfile Metrics.
 */
@WebServlet(MetricsServlet.ADDRESS)
public class MetricsServlet extends HttpServlet {

    static final String ADDRESS = "/monitoring/metrics";

    private static final List<String> READING = List.of("GET", "HEAD");

    private final transient MonitoringAccess access;
    private final transient GatewayMetrics metrics;

    @Inject
    public MetricsServlet(MonitoringAccess access, GatewayMetrics metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    /** The base class answers 501 to a method that HTTP does not know, and asks nobody for it. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod())) {
            super.service(request, response);
        } else {
            response.setHeader("Allow", String.join(", ", READING));
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!access.isAllowed(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        byte[] text = metrics.text();
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
