package org.mcpgateway.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A published MCP client, driven by one of the small scripts in {@code src/test/clients}: it discovers, registers,
 * prints the address where a person has to sign in, and does what it is told in a plan.
 */
public record RealClient(List<String> command, Path folder) {

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();

    /** Of what a client said before it failed. */
    private static final int LINES_TOLD = 200;

    /** What is done with something that a client said. */
    @FunctionalInterface
    public interface Step<T> {
        void take(T said) throws IOException, InterruptedException;
    }

    /** One of the scripts in {@code src/test/clients/node}. */
    public static RealClient node(String script) throws IOException, InterruptedException {
        Path folder = installed(
                "node",
                List.of(List.of(Runtimes.npm().toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")));
        return new RealClient(
                List.of(Runtimes.node().toString(), folder.resolve(script).toString()), folder);
    }

    /** The official conformance suite with the stdio servers it is run against; its own Node.js comes with it. */
    static RealClient conformanceSuite() throws IOException, InterruptedException {
        return withItsOwnNode("node_modules/.bin/conformance");
    }

    /** A script that runs the command line of the Inspector, with the same Node.js. */
    static RealClient inspector(String script) throws IOException, InterruptedException {
        return withItsOwnNode(script);
    }

    /** A program written to this file beside the scripts. */
    static RealClient node(String file, String program) throws IOException, InterruptedException {
        RealClient client = node(file);
        Files.writeString(client.folder().resolve(file), program);
        return client;
    }

    /** A program written to this file beside the scripts. */
    static RealClient python(String file, String program) throws IOException, InterruptedException {
        RealClient client = python(file);
        Files.writeString(client.folder().resolve(file), program);
        return client;
    }

    private static RealClient withItsOwnNode(String script) throws IOException, InterruptedException {
        Runtimes.node();
        Path folder =
                installed("conformance", List.of(List.of(Runtimes.npm().toString(), "ci", "--no-audit", "--no-fund")));
        return new RealClient(
                List.of(
                        folder.resolve("node_modules/.bin/node").toString(),
                        folder.resolve(script).toString()),
                folder);
    }

    static RealClient python(String script) throws IOException, InterruptedException {
        String python = Runtimes.python().toString();
        Path folder = installed(
                "python",
                List.of(
                        List.of(python, "-m", "venv", "venv"),
                        List.of(
                                "venv/bin/pip",
                                "install",
                                "--quiet",
                                "--require-hashes",
                                "--requirement",
                                "requirements.txt")));
        return new RealClient(
                List.of(
                        folder.resolve("venv/bin/python").toString(),
                        folder.resolve(script).toString()),
                folder);
    }

    /** Runs the client through these connections; the person opens the addresses that it prints. */
    void observe(Step<URI> person, List<Observation.Plan> plans, Step<Observation> reader)
            throws IOException, InterruptedException {
        var json = new ObjectMapper();
        run(List.of(json.writeValueAsString(plans)), said -> {
            if (said.startsWith("AUTHORIZE ")) {
                person.take(URI.create(said.substring("AUTHORIZE ".length())));
            } else if (said.startsWith("OBSERVED ")) {
                reader.take(json.readValue(said.substring("OBSERVED ".length()), Observation.class));
            }
        });
    }

    /** Runs the script to its end and hands over each line it prints. */
    public void run(List<String> arguments, Step<String> reader) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.addAll(arguments);
        Path errors = Files.createTempFile(folder, "run", ".err");
        var builder = new ProcessBuilder(line).redirectError(errors.toFile());
        String credentials = Files.createTempDirectory(folder, "credentials").toString();
        builder.environment().put("MCP_REMOTE_CONFIG_DIR", credentials);
        builder.environment().put("MCP_STORAGE_DIR", credentials); // of the Inspector
        builder.environment()
                .putAll(Map.of(
                        "GATEWAY_CLIENT_FOLDER",
                        credentials,
                        "GATEWAY_SCRIPT",
                        ROOT.resolve("gateway").toString(),
                        "GATEWAY_BUILD",
                        "never",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        Process process = builder.start();
        process.getOutputStream().close();
        Deque<String> last = new ArrayDeque<>();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String said = lines.readLine(); said != null; said = lines.readLine()) {
                if (last.size() == LINES_TOLD) {
                    last.remove();
                }
                last.add(said);
                reader.take(said);
            }
        } finally {
            process.destroy();
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(
                    "%s failed (%d): %s%s".formatted(line, exit, Files.readString(errors), String.join("\n", last)));
        }
    }

    /** Where the scripts of this kind are once they are installed. */
    static Path folder(String name) {
        return ROOT.resolve(System.getProperty("clients.folder", "target/e2e/clients"))
                .resolve(name);
    }

    /** Copies the scripts and installs the packages their lock file pins, once for each run of the tests. */
    private static synchronized Path installed(String name, List<List<String>> steps)
            throws IOException, InterruptedException {
        Path folder = folder(name);
        boolean isNew = Files.notExists(folder.resolve("installed"));
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(ROOT.resolve("src/test/clients").resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (isNew) {
            for (List<String> step : steps) {
                install(step, folder);
            }
            Files.createFile(folder.resolve("installed"));
        }
        return folder;
    }

    private static void install(List<String> step, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("install.log");
        List<String> line = new ArrayList<>(step);
        if (Files.isExecutable(folder.resolve(line.getFirst()))) {
            line.set(0, folder.resolve(line.getFirst()).toString());
        }
        int exit = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(line + " failed: " + Files.readString(log));
        }
    }
}
