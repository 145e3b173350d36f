package org.mcpgateway.bridge.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.mcpgateway.bridge.config.AddressRange;
import org.mcpgateway.bridge.config.MonitoringSettings;

/**
 * Lets those see the inside who ask from an allowed address themselves. What came through a proxy has the proxy's
 * address, so it is refused whatever that is.
 */
@ApplicationScoped
public class MonitoringAccess {

    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via");

    private final MonitoringSettings settings;

    @Inject
    public MonitoringAccess(MonitoringSettings settings) {
        this.settings = settings;
    }

    boolean isAllowed(HttpServletRequest request) {
        return OF_PROXIES.stream().noneMatch(name -> request.getHeader(name) != null)
                && isAllowed(request.getRemoteAddr());
    }

    boolean isAllowed(String remote) {
        return AddressRange.peer(remote)
                .filter(address -> settings.allowed().stream().anyMatch(range -> range.contains(address)))
                .isPresent();
    }
}
