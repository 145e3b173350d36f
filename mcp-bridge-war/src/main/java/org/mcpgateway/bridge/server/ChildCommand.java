package org.mcpgateway.bridge.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a child process is started. It gets no other environment than this, besides what a program needs to run at all.
 *
 * @param label names service and session in the log
 * @param command program and arguments; no shell
 * @param environment its variables
 * @param folder where it works; empty: the bridge's own
 * @param longestLine bytes of one message on its output; what is longer is skipped
 * @param limits what each of its processes may use
 */
public record ChildCommand(
        String label,
        List<String> command,
        Map<String, String> environment,
        Optional<Path> folder,
        int longestLine,
        ResourceLimits limits) {}
