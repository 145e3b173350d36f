package org.mcpgateway.bridge.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A child and what it started, as one: where the system has {@code setsid} the child leads a process group, and signals
 * go to all of it, also to those whose parent has ended; elsewhere to its descendants.
 */
final class ProcessGroup {

    static final Path SETSID = Path.of("/usr/bin/setsid");
    static final Path SHELL = Path.of("/bin/sh");

    private final Process leader;
    private final GroupSignals signals;
    private final boolean grouped;

    private ProcessGroup(Process leader, GroupSignals signals, boolean grouped) {
        this.leader = leader;
        this.signals = signals;
        this.grouped = grouped;
    }

    static boolean canBeMade() {
        return Files.isExecutable(SETSID) && Files.isExecutable(SHELL);
    }

    static ProcessGroup of(Process leader, GroupSignals signals) {
        return new ProcessGroup(leader, signals, canBeMade());
    }

    /** Asks all of it to end. */
    void terminate() {
        if (grouped) {
            signals.terminate(leader.pid());
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
            signals.end(leader.pid());
        }
    }
}
