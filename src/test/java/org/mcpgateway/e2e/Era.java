package org.mcpgateway.e2e;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The two kinds of MCP, each by the newest revision that has it. */
enum Era {
    @JsonProperty("initialize")
    INITIALIZE("2025-11-25"),
    @JsonProperty("stateless")
    STATELESS("2026-07-28");

    private final String revision;

    Era(String revision) {
        this.revision = revision;
    }

    /** As {@code MCP-Protocol-Version} names it. */
    String revision() {
        return revision;
    }
}
