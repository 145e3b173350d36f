package org.mcpgateway.bridge.health;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcpgateway.bridge.metrics.BridgeMetrics;

/** {@code GET /metrics}: the text format of Prometheus; 404 for whoever may not see it. */
@WebServlet(urlPatterns = MonitoringPaths.METRICS, asyncSupported = true)
public class MetricsServlet extends HttpServlet {

    private final transient MonitoringAccess access;
    private final transient BridgeMetrics metrics;

    @Inject
    public MetricsServlet(MonitoringAccess access, BridgeMetrics metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!access.isAllowed(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        byte[] text = metrics.text();
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
