package org.mcpgateway.auth.metrics;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcpgateway.auth.http.ReadingServlet;

/**
 * {@code GET /monitoring/metrics}: the text format of Prometheus; 404 for whoever may not see it. Not at
 * {@code /metrics}, which is the server's own where it has MicroProfile Metrics.
 */
@WebServlet(MetricsServlet.ADDRESS)
public class MetricsServlet extends ReadingServlet {

    static final String ADDRESS = "/monitoring/metrics";

    private final transient MonitoringAccess access;
    private final transient GatewayMetrics metrics;

    @Inject
    public MetricsServlet(MonitoringAccess access, GatewayMetrics metrics) {
        this.access = access;
        this.metrics = metrics;
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
