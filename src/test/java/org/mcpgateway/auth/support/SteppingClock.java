package org.mcpgateway.auth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final Path library;
    private final Path offset;

    private SteppingClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** One that tells the system's time so far. A person's test is skipped without libfaketime, and CI's fails. */
    public static SteppingClock in(Path folder) {
        var clock = new SteppingClock(Installed.require("libfaketime", library()), folder.resolve("clock"));
        clock.step(Duration.ZERO);
        return clock;
    }

    /** Where packages put it: beside the other libraries of this kind of processor, or among all. */
    private static Optional<Path> library() {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            return Stream.concat(folders, Stream.of(LIBRARIES))
                    .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
