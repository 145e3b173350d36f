package org.mcpgateway.auth.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts the resources at the root of this WAR's context. */
@ApplicationPath("/")
public class GatewayApplication extends Application {

    /** Keeps Jersey, where it is the implementation, from publishing a WADL of everything. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
