package org.mcpgateway.bridge.config;

/** A configured secret that does not print itself. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
