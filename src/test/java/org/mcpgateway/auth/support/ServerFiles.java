package org.mcpgateway.auth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Payara Micro, unpacked once for a run of the tests, as {@code ./gateway run} and the image start it: its classes can
 * then come out of a cache, which halves each of the tests' many starts.
 */
final class ServerFiles {

    private static final List<String> COPIED_FOR_EACH_SERVER = List.of("config", "docroot", "lib", "META-INF");
    private static final int FIRST_WITH_AOT_CACHE = 25;

    private final Path pattern;
    private final Path cache;

    private ServerFiles(Path folder) throws IOException, InterruptedException {
        pattern = Files.createDirectories(folder.resolve("pattern"));
        cache = folder.resolve("classes.cache");
        int exit = new ProcessBuilder(
                        java(),
                        "-jar",
                        System.getProperty("payara.micro.jar"),
                        "--rootdir",
                        pattern.toString(),
                        "--outputlauncher")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("unpack.log").toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("Payara Micro did not unpack; see " + folder);
        }
    }

    /** Those of this run of the tests. */
    static ServerFiles shared() {
        return Shared.INSTANCE;
    }

    /** The JVM that the tests run on. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The command line up to the server's own arguments, on a fresh copy of its configuration. */
    List<String> commandLine(Path instance) throws IOException {
        for (String part : COPIED_FOR_EACH_SERVER) {
            copy(pattern.resolve(part), instance.resolve(part));
        }
        Path launcher = pattern.resolve("launch-micro.jar");
        List<String> line = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-Xmx512m"));
        line.addAll(moduleOptions(launcher));
        line.add("-Dfish.payara.micro.BootJar=" + launcher.toUri());
        line.add("-Dfish.payara.micro.UnpackDir=" + pattern);
        line.addAll(List.of("-cp", launcher.toString(), "fish.payara.micro.impl.PayaraMicroImpl"));
        line.addAll(List.of("--rootdir", instance.toString()));
        return line;
    }

    /** Options that make the JVM load classes out of the cache; none when no cache was recorded. */
    List<String> cachedClasses() {
        return Files.exists(cache)
                ? List.of(hasAotCache() ? "-XX:AOTCache=" + cache : "-XX:SharedArchiveFile=" + cache, "-Xlog:disable")
                : List.of();
    }

    /** Options that make the JVM write the cache when it ends. */
    List<String> recordedClasses() {
        return List.of((hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + cache, "-Xlog:disable");
    }

    private static boolean hasAotCache() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
    }

    /** What the launcher's manifest asks for, which holds only with {@code -jar}. */
    private static List<String> moduleOptions(Path launcher) throws IOException {
        try (JarFile jar = new JarFile(launcher.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            return Stream.of("Add-Opens", "Add-Exports")
                    .flatMap(kind -> Stream.of(manifest.getValue(kind).strip().split("\\s+"))
                            .map(module -> "--" + kind.toLowerCase(Locale.ROOT) + "=" + module + "=ALL-UNNAMED"))
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static final class Shared {
        static final ServerFiles INSTANCE = unpacked();

        private static ServerFiles unpacked() {
            try {
                Path target =
                        Path.of(System.getProperty("war")).toAbsolutePath().getParent();
                return new ServerFiles(Files.createTempDirectory(target, "payara"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
