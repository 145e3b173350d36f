package org.mcpgateway.auth.support;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of one process, which a test sets: libfaketime stands between that process and the system's clock.
 * Time that is measured, by the monotonic clock, goes on as it is.
 */
public final class SteppingClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final PathMatcher OURS =
            FileSystems.getDefault().getPathMatcher("glob:/usr/lib/**faketime/libfaketimeMT.so.1");

    /** /usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1 */
    private static final int DEPTH = 3;

    private final Path library;
    private final Path offset;

    private SteppingClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** One that tells the system's time so far. A person's test is skipped without libfaketime, and CI's fails. */
    public static SteppingClock in(Path folder) {
        Optional<Path> library;
        try (Stream<Path> found = Files.find(LIBRARIES, DEPTH, (path, attributes) -> OURS.matches(path))) {
            library = found.findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (library.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail("libfaketime is not installed");
        }
        var clock = new SteppingClock(
                library.orElseGet(() -> abort("libfaketime is not installed")), folder.resolve("clock"));
        clock.step(Duration.ZERO);
        return clock;
    }

    /** What the environment of the process needs. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0", // with it the JVM's threads wait for ten milliseconds each time
                "NO_FAKE_STAT", "1");
    }

    /** Steps so far from the system's clock; noticed within a second or two. */
    public void step(Duration ahead) {
        try {
            Path next = Files.writeString(offset.resolveSibling("clock.next"), "%+d".formatted(ahead.toSeconds()));
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
