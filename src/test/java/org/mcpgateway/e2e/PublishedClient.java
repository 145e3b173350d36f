package org.mcpgateway.e2e;

import static org.mcpgateway.e2e.Capability.ELICITATION;
import static org.mcpgateway.e2e.Capability.PROGRESS;
import static org.mcpgateway.e2e.Capability.SAMPLING;
import static org.mcpgateway.e2e.Era.INITIALIZE;
import static org.mcpgateway.e2e.Era.STATELESS;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The MCP clients that people use and our own, each with the script that drives it and with what it cannot do, and why.
 */
enum PublishedClient {
    PYTHON_SDK("Python SDK 2.3.0", () -> RealClient.python("python_sdk.py")),
    TYPESCRIPT_SDK_2("TypeScript SDK 2.4.0", () -> RealClient.node("typescript-sdk-2.mjs")),
    TYPESCRIPT_SDK_1(
            "TypeScript SDK 1.32.2",
            () -> RealClient.node("typescript-sdk-1.mjs"),
            Set.of(INITIALIZE),
            "knows no revision after 2025-11-25",
            Map.of()),
    MCP_REMOTE("mcp-remote 0.15.1", () -> RealClient.node("mcp-remote.mjs")),
    GATEWAY_CLIENT("`gateway client stdio`, before TypeScript SDK 2.4.0", () -> RealClient.node("gateway-client.mjs")),
    INSPECTOR(
            "Inspector CLI 2.12.0",
            () -> RealClient.inspector("inspector.mjs"),
            Set.of(Era.values()),
            "",
            Map.of(
                    PROGRESS, "shows none",
                    ELICITATION, "does not declare it",
                    SAMPLING, "does not declare it"));

    private final String title;
    private final Installation installation;
    private final Set<Era> eras;
    private final String otherEra;
    private final Map<Capability, String> inabilities;

    PublishedClient(String title, Installation installation) {
        this(title, installation, Set.of(Era.values()), "", Map.of());
    }

    PublishedClient(
            String title,
            Installation installation,
            Set<Era> eras,
            String otherEra,
            Map<Capability, String> inabilities) {
        this.title = title;
        this.installation = installation;
        this.eras = eras;
        this.otherEra = otherEra;
        this.inabilities = inabilities;
    }

    /** Installs a client, once for all tests. */
    @FunctionalInterface
    interface Installation {
        RealClient install() throws Exception;
    }

    RealClient installed() throws Exception {
        return installation.install();
    }

    /** The eras that it speaks, the older one first. */
    List<Era> eras() {
        return Arrays.stream(Era.values()).filter(eras::contains).toList();
    }

    boolean can(Capability capability) {
        return !inabilities.containsKey(capability);
    }

    /** Its line in the table of {@code docs/explanation/eras.md}. */
    String line() {
        return "| " + title + " | " + abilities(INITIALIZE) + " | " + abilities(STATELESS) + " |";
    }

    private String abilities(Era era) {
        if (!eras.contains(era)) {
            return "– (" + otherEra + ")";
        }
        return Arrays.stream(Capability.values())
                .map(capability -> can(capability)
                        ? capability.toString()
                        : "no " + capability + " (" + inabilities.get(capability) + ")")
                .collect(Collectors.joining(", "));
    }
}
