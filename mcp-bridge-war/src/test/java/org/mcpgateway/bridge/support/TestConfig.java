package org.mcpgateway.bridge.support;

import java.util.HashMap;
import java.util.Map;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.config.BridgeConfigs;

/** The configuration of a bridge, default but for some keys. */
public final class TestConfig {

    private TestConfig() {}

    /** @param keysAndValues alternating, with the names of {@code .env.example} */
    public static BridgeConfig of(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return BridgeConfigs.of(settings);
    }
}
