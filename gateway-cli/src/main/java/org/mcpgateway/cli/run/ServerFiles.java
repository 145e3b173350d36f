package org.mcpgateway.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * Payara Micro, unpacked once: only from a folder that stays can the JVM load its classes out of a cache. The folder is
 * a pattern; each run works on a small copy of its configuration, because the server remembers what it deployed.
 */
final class ServerFiles {

    private static final String LAUNCHER = "launch-micro.jar";
    private static final List<String> COPIED_FOR_EACH_RUN = List.of("config", "docroot", "lib", "META-INF");

    private final Path folder;

    private ServerFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks the server where that was not done yet.
     *
     * @param payaraMicro the jar as it is published
     * @param folder where unpacked servers go, one folder for each jar
     */
    static ServerFiles unpack(Path payaraMicro, Path folder) throws IOException, InterruptedException {
        String version = Long.toHexString(Files.size(payaraMicro))
                + Long.toHexString(Files.getLastModifiedTime(payaraMicro).toMillis());
        Path target = Files.createDirectories(folder.resolve(version)).toRealPath(); // caches of classes know the path
        try (FileChannel lock = FileChannel.open(
                        folder.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (held.isValid() && Files.notExists(target.resolve("complete"))) {
                delete(target.resolve("launcher"));
                run(payaraMicro, target);
                Files.createFile(target.resolve("complete"));
            }
        }
        return new ServerFiles(target);
    }

    Path launcher() {
        return pattern().resolve(LAUNCHER);
    }

    /** Where a JVM of this version and place keeps its class cache. */
    Path classCache() {
        String jvm = System.getProperty("java.vm.version") + System.getProperty("java.home") + launcher();
        return folder.resolve("classes-" + Integer.toHexString(jvm.hashCode()) + ".cache");
    }

    /** Makes the folder of one run, as fresh as the server came. */
    void copyTo(Path instance) throws IOException {
        delete(instance);
        for (String part : COPIED_FOR_EACH_RUN) {
            copy(pattern().resolve(part), instance.resolve(part));
        }
    }

    /** The {@code --add-opens} and {@code --add-exports} that the launcher's manifest asks for. */
    List<String> moduleOptions() throws IOException {
        try (JarFile jar = new JarFile(launcher().toFile())) {
            Manifest manifest = jar.getManifest();
            return Stream.of("Add-Opens", "Add-Exports")
                    .flatMap(kind -> Stream.of(manifest.getMainAttributes()
                                    .getValue(kind)
                                    .strip()
                                    .split("\\s+"))
                            .map(module -> "--" + kind.toLowerCase(Locale.ROOT) + "=" + module + "=ALL-UNNAMED"))
                    .toList();
        }
    }

    private Path pattern() {
        return folder.resolve("launcher");
    }

    private static void run(Path payaraMicro, Path target) throws IOException, InterruptedException {
        Path log = target.resolve("unpack.log");
        int exit = new ProcessBuilder(
                        Jvm.java().toString(),
                        "-jar",
                        payaraMicro.toString(),
                        "--rootdir",
                        Files.createDirectories(target.resolve("launcher")).toString(),
                        "--outputlauncher")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0 || Files.notExists(target.resolve("launcher").resolve(LAUNCHER))) {
            throw new CommandException(ExitCode.START_FAILED, "Payara Micro could not be unpacked: see " + log);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Path copy = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
