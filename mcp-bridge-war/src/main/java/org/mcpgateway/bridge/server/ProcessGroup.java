package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child and what it started, as one: where the system has {@code setsid} the child leads a process group, and signals
 * go to all of it, also to those whose parent has ended; elsewhere to its descendants.
 */
final class ProcessGroup {

    static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final Path SHELL = Path.of("/bin/sh");

    /** Asks what is left of the group to end, and ends it a second later. The shell's own kill is always there. */
    private static final String END = """
            kill -TERM -"$1" 2>/dev/null || exit 0
            tries=10
            while [ "$tries" -gt 0 ] && kill -0 -"$1" 2>/dev/null; do sleep 0.1; tries=$((tries - 1)); done
            kill -KILL -"$1" 2>/dev/null
            """;

    private final Process leader;
    private final boolean grouped;

    private ProcessGroup(Process leader, boolean grouped) {
        this.leader = leader;
        this.grouped = grouped;
    }

    static boolean canBeMade() {
        return Files.isExecutable(SETSID) && Files.isExecutable(SHELL);
    }

    static ProcessGroup of(Process leader) {
        return new ProcessGroup(leader, canBeMade());
    }

    /** Asks all of it to end. */
    void terminate() {
        if (grouped) {
            shell("kill -TERM -\"$1\"");
        } else {
            leader.descendants().forEach(ProcessHandle::destroy);
            leader.toHandle().destroy();
        }
    }

    /** Ends what is left of it; returns when it is gone. */
    void end() {
        List<ProcessHandle> family = grouped ? List.of() : leader.descendants().toList();
        // Not the process itself, which would close its streams: what it said last is still to be read.
        leader.toHandle().destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        if (grouped) {
            shell(END);
        }
    }

    private void shell(String script) {
        ProcessBuilder builder = new ProcessBuilder(SHELL.toString(), "-c", script, "sh", Long.toString(leader.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        try {
            builder.start().waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            System.getLogger(ProcessGroup.class.getName())
                    .log(System.Logger.Level.WARNING, "event=group-not-signalled pid=" + leader.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
