package org.mcpgateway.bridge.config;

import java.util.Map;
import java.util.Optional;

/** Opens the reader of the settings to tests of other packages. */
public final class BridgeConfigs {

    private BridgeConfigs() {}

    /** @param settings by the names of {@code .env.example} */
    public static BridgeConfig of(Map<String, String> settings) {
        return new BridgeConfigProducer(key -> Optional.ofNullable(settings.get(key))).config();
    }
}
