package org.mcpgateway.bridge.session;

import java.util.Locale;

/** How a client reaches its session. */
public enum Transport {
    /** One address for all, since 2025-03-26. */
    STREAMABLE_HTTP,
    /** One stream for all that the server says, and an address to send to; 2024-11-05. Nothing is replayed. */
    HTTP_SSE;

    /** As MCP names it: {@code streamable-http}, {@code http-sse}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
