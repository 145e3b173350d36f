package org.mcpgateway.cli.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mcpgateway.cli.Programs;

/** Installs the pinned MCP servers of a toolchain, once for each version of its lock file. */
final class ServerInstaller {

    private static final int MINUTES = 10;

    private final Installation installation;
    private final Map<String, String> environment;
    private final Consumer<String> progress;

    ServerInstaller(Installation installation, Map<String, String> environment, Consumer<String> progress) {
        this.installation = installation;
        this.environment = environment;
        this.progress = progress;
    }

    /**
     * Installs what is not there yet.
     *
     * @return empty when the servers are there; else one phrase saying what is missing
     */
    Optional<String> install(Toolchain toolchain) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(installation.sharedServers().resolve(toolchain.folder()));
        Path pinned = installation.pinnedServers().resolve(toolchain.folder());
        try (FileChannel lock = FileChannel.open(
                        folder.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (held.isValid() && isInstalled(pinned, folder)) {
                return missingProgram(toolchain);
            }
            Optional<String> missing = missingProgram(toolchain);
            return missing.isPresent() ? missing : installNow(toolchain, pinned, folder);
        }
    }

    private Optional<String> missingProgram(Toolchain toolchain) {
        return toolchain.programs().stream()
                .filter(program -> Programs.find(program, environment).isEmpty())
                .findFirst()
                .map(program -> toolchain.description() + " is not installed");
    }

    private Optional<String> installNow(Toolchain toolchain, Path pinned, Path folder)
            throws IOException, InterruptedException {
        progress.accept("Installing the pinned MCP servers for " + toolchain.folder() + " (only at the first start)");
        Files.deleteIfExists(marker(folder));
        for (Path file : files(pinned)) {
            Files.copy(file, folder.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = folder.resolve("install.log");
        Files.deleteIfExists(log);
        for (List<String> step : toolchain.steps()) {
            if (!succeeds(step, folder, log)) {
                return Optional.of("its installation failed, see " + log);
            }
        }
        Files.writeString(marker(folder), fingerprint(pinned));
        return Optional.empty();
    }

    private boolean succeeds(List<String> step, Path folder, Path log) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(step);
        Path own = folder.resolve(line.getFirst());
        if (Files.isExecutable(own)) {
            line.set(0, own.toString());
        }
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return false;
        }
        return process.exitValue() == 0;
    }

    private static boolean isInstalled(Path pinned, Path folder) throws IOException {
        return Files.exists(marker(folder)) && Files.readString(marker(folder)).equals(fingerprint(pinned));
    }

    private static Path marker(Path folder) {
        return folder.resolve("installed");
    }

    /** The contents of the files that pin the versions: another version, another installation. */
    private static String fingerprint(Path pinned) throws IOException {
        var contents = new StringBuilder();
        for (Path file : files(pinned)) {
            contents.append(Files.readString(file));
        }
        return contents.toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
