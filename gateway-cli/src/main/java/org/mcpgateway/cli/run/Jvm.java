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

    /**
     * Code that only starts the server is not worth the second compiler; what serves requests gets there all the same.
     */
    static List<String> compilerOptions() {
        return List.of(
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000");
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
