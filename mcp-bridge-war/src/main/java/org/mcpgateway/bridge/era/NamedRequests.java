package org.mcpgateway.bridge.era;

import java.util.Map;
import java.util.Optional;

/** The requests that repeat in {@code Mcp-Name} what they are about (Streamable HTTP, standard headers). */
public final class NamedRequests {

    private static final Map<String, String> MEMBERS =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private NamedRequests() {}

    /** The member of {@code params} that names it; empty for other methods. */
    public static Optional<String> member(String method) {
        return Optional.ofNullable(MEMBERS.get(method));
    }
}
