package org.mcpgateway.bridge.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small shell that works for the bridge beside its children, and is none of them. */
final class OwnShell {

    private OwnShell() {}

    /**
     * Prepares one. It has a session of its own where the system has {@code setsid}, so that what a terminal or service
     * manager sends to our group does not end it first, and nothing of the bridge's environment but the path.
     *
     * @param script for {@code sh}
     * @param names what it is called, {@code $0}, and what it is given
     */
    static ProcessBuilder running(String script, String... names) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(ProcessGroup.SETSID)) {
            line.add(ProcessGroup.SETSID.toString());
        }
        line.addAll(List.of(ProcessGroup.SHELL.toString(), "-c", script));
        line.addAll(List.of(names));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        return builder;
    }
}
