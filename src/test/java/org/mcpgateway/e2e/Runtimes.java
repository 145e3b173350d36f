package org.mcpgateway.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.mcpgateway.auth.support.Installed;

/** The programs that end-to-end tests need: where one is missing, a person's test is skipped and CI's fails. */
final class Runtimes {

    private Runtimes() {}

    static Path node() {
        return require("Node.js 20 or newer", "node");
    }

    static Path npm() {
        return require("npm", "npm");
    }

    static Path python() {
        return require("Python 3.11 or newer", "python3");
    }

    static Path chromium() {
        return require("Chromium", "chromium", "chromium-browser", "google-chrome");
    }

    private static Path require(String description, String... names) {
        return Installed.require(
                description,
                Stream.of(names)
                        .flatMap(name ->
                                Arrays.stream(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                        .filter(Files::isExecutable)
                        .findFirst());
    }
}
