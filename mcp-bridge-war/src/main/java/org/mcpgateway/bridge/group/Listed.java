package org.mcpgateway.bridge.group;

/** What servers list, and what stands for it on the wire. */
enum Listed {
    TOOLS("tools", "tools", true),
    PROMPTS("prompts", "prompts", true),
    RESOURCES("resources", "resources", false),
    TEMPLATES("resources", "resourceTemplates", false);

    private final String capability;
    private final String key;
    private final boolean named;

    Listed(String capability, String key, boolean named) {
        this.capability = capability;
        this.key = key;
        this.named = named;
    }

    /** The capability of a server that has such a list. */
    String capability() {
        return capability;
    }

    /** The member of the result that holds it. */
    String key() {
        return key;
    }

    /** Whether items have names, which the group makes its own; others have addresses. */
    boolean named() {
        return named;
    }
}
