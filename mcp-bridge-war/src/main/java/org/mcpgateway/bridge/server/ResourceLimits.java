package org.mcpgateway.bridge.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one process of a child may use; the system enforces it (setrlimit).
 *
 * @param memory bytes of data: heap and private writable mappings ({@code RLIMIT_DATA}). Not address space, which
 *     runtimes like Node.js reserve in terabytes and never touch
 * @param cpuSeconds of processor time in its whole life; beyond it, it is ended ({@code RLIMIT_CPU})
 * @param files open at a time ({@code RLIMIT_NOFILE})
 */
public record ResourceLimits(Optional<Long> memory, Optional<Long> cpuSeconds, Optional<Long> files) {

    /** None. */
    public static final ResourceLimits NONE = new ResourceLimits(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether there is none. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The options of {@code prlimit}. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        memory.ifPresent(bytes -> options.add("--data=" + bytes));
        cpuSeconds.ifPresent(seconds -> options.add("--cpu=" + seconds));
        files.ifPresent(count -> options.add("--nofile=" + count));
        return options;
    }
}
