package org.mcpgateway.bridge.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Marks the children of one bridge. The mark stands in their environment and so in that of everything they start: by it
 * a process is known as ours that has left its group, or whose bridge is gone.
 */
final class ChildMarks {

    /** The one variable that the bridge adds to a child's environment. */
    static final String VARIABLE = "MCP_GATEWAY_CHILD";

    /** Two readings of the time at which a process started may differ by a clock tick. */
    private static final Duration SAME = Duration.ofSeconds(2);

    private final String bridge;
    private final AtomicLong numbers = new AtomicLong();

    /** @param chance tells two bridges of one process apart */
    ChildMarks(long chance) {
        ProcessHandle own = ProcessHandle.current();
        this.bridge = own.pid() + "." + startedAt(own) + "." + Long.toUnsignedString(chance, 36);
    }

    /** How all the marks of this bridge begin. */
    String bridge() {
        return bridge + "/";
    }

    /** A mark for one more child. */
    String next() {
        return bridge() + numbers.incrementAndGet();
    }

    /** Whether the bridge that set this mark runs no more; what is no mark belongs to nobody here. */
    static boolean isOrphaned(String mark) {
        String[] parts = mark.split("[./]", -1);
        if (parts.length != 4 || !parts[0].matches("[0-9]{1,10}") || !parts[1].matches("[0-9]{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(parts[0]));
        long difference =
                Long.parseLong(parts[1]) - owner.map(ChildMarks::startedAt).orElse(0L);
        return owner.isEmpty() || Math.abs(difference) > SAME.toMillis();
    }

    private static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
