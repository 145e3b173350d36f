package org.mcpgateway.bridge.health;

import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code GET /health/live}, {@code /health/ready} and {@code /health}: 200 or 503 for a probe; the last also says how
 * each service is doing, to whoever may see it. A service that fails does not make the bridge unready: it would get no
 * request any more that could show that it works again.
 */
@WebServlet(
        urlPatterns = {MonitoringPaths.HEALTH, MonitoringPaths.LIVE, MonitoringPaths.READY},
        asyncSupported = true)
public class HealthServlet extends HttpServlet {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final transient MonitoringAccess access;
    private final transient BridgeHealth health;

    @Inject
    public HealthServlet(MonitoringAccess access, BridgeHealth health) {
        this.access = access;
        this.health = health;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        Optional<String> problem = path.equals(MonitoringPaths.LIVE) ? Optional.empty() : health.unready();
        JsonObjectBuilder answer = JSON.createObjectBuilder().add("status", problem.isEmpty() ? "UP" : "DOWN");
        problem.ifPresent(reason -> answer.add("reason", reason));
        if (path.equals(MonitoringPaths.HEALTH) && access.isAllowed(request)) {
            health.details().forEach(answer::add);
        }
        byte[] body = answer.build().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
