package org.mcpgateway.auth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Payara Micro, unpacked once for a build and shared by all JVMs that test it, as {@code ./gateway run} and the image
 * start it: its classes then come out of a cache, which halves each of the tests' many starts.
 */
final class ServerFiles {

    private static final List<String> COPIED_FOR_EACH_SERVER = List.of("config", "docroot", "lib", "META-INF");
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final String QUIET = "-Xlog:disable";

    /** What is done once. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private final Path folder;
    private final Path pattern;
    private final Path cache;

    private ServerFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.pattern = folder.resolve("pattern");
        this.cache = folder.resolve("classes.cache");
        makeOnce(pattern, this::unpack);
    }

    private void unpack() throws IOException, InterruptedException {
        Path draft = folder.resolve("pattern.draft");
        int exit = new ProcessBuilder(
                        java(),
                        "-jar",
                        System.getProperty("payara.micro.jar"),
                        "--rootdir",
                        draft.toString(),
                        "--outputlauncher")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("unpack.log").toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("Payara Micro did not unpack; see " + folder);
        }
        Files.move(draft, pattern, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One JVM makes it, the others wait for it. */
    private synchronized void makeOnce(Path made, Step step) {
        try (var channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && Files.notExists(made)) {
                step.take();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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

    /**
     * Options that make the JVM load classes out of the cache.
     *
     * @param server starts a server with further options of the JVM and ends it again, where there is no cache yet: the
     *     JVM writes it when it ends
     */
    List<String> cachedClasses(Consumer<List<String>> server) {
        makeOnce(cache, () -> {
            Path draft = folder.resolve("classes.draft");
            server.accept(
                    List.of((hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + draft, QUIET));
            if (Files.exists(draft)) {
                Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.createFile(cache); // the JVM could not write one; an empty one is passed over
            }
        });
        return List.of((hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache, QUIET);
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

    /** Differs when the JVM, the server or the WAR is another. */
    private static String fingerprint(Path war) throws IOException {
        Path server = Path.of(System.getProperty("payara.micro.jar"));
        return Integer.toHexString(
                Objects.hash(Runtime.version(), java(), server, Files.size(server), Files.getLastModifiedTime(war)));
    }

    private static final class Shared {
        static final ServerFiles INSTANCE = unpacked();

        private static ServerFiles unpacked() {
            try {
                Path war = Path.of(System.getProperty("war")).toAbsolutePath();
                return new ServerFiles(war.resolveSibling("payara-" + fingerprint(war)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
