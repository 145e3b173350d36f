package org.mcpgateway.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * The built tree: where the artefacts lie, and the folder for what every state folder shares (the server's unpacked
 * files, the installed MCP servers).
 *
 * @param root the folder of the {@code gateway} script
 */
record Installation(Path root) {

    Path authWar() {
        return root.resolve("target/auth.war");
    }

    Path bridgeWar() {
        return root.resolve("mcp-bridge-war/target/mcp-bridge.war");
    }

    Path payaraMicro() {
        return root.resolve("gateway-cli/target/server/payara-micro.jar");
    }

    /** What the server finds beside its own classes. */
    Path serverExtension() {
        return root.resolve("gateway-cli/target/gateway-cli-container.jar");
    }

    Path catalogue() {
        return root.resolve("docker/services.json");
    }

    /** Lock files that pin the MCP servers. */
    Path pinnedServers() {
        return root.resolve("docker/servers");
    }

    Path defaultState() {
        return root.resolve(".gateway");
    }

    Path sharedServer() {
        return defaultState().resolve("payara");
    }

    Path sharedServers() {
        return defaultState().resolve("servers");
    }

    /** @throws CommandException when something is not built */
    void requireBuilt() {
        Stream.of(authWar(), bridgeWar(), payaraMicro(), serverExtension(), catalogue())
                .filter(file -> !Files.isRegularFile(file))
                .findFirst()
                .ifPresent(file -> {
                    throw new CommandException(
                            ExitCode.RUNTIME_MISSING, file + " is missing: run ./gateway without GATEWAY_BUILD=never");
                });
    }
}
