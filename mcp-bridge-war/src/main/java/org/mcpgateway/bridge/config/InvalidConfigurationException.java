package org.mcpgateway.bridge.config;

/** A setting that cannot be: stops the deployment. The message names the key and what it should be, not its value. */
public final class InvalidConfigurationException extends RuntimeException {

    /**
     * @param key the name of the setting, as in {@code .env}
     * @param problem what is wrong and what would be right
     */
    public InvalidConfigurationException(String key, String problem) {
        super(key + " " + problem);
    }
}
