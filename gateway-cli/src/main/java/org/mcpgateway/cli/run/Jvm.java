package org.mcpgateway.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVM of the server: the one this command runs on, with options measured in {@code bench/run.md}. */
final class Jvm {

    private static final int FIRST_WITH_AOT_CACHE = 25;

    private Jvm() {}

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static List<String> memoryOptions() {
        return List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xmn64m");
    }

    /** Loads classes from the cache where there is one; one that does not fit is ignored by the JVM. */
    static List<String> cachedClasses(Path cache) {
        if (Files.notExists(cache)) {
            return List.of();
        }
        return List.of((hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache, "-Xlog:disable");
    }

    /** Writes the cache when the JVM ends. */
    static List<String> recordedClasses(Path cache) {
        return List.of((hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + cache, "-Xlog:disable");
    }

    private static boolean hasAotCache() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
    }
}
