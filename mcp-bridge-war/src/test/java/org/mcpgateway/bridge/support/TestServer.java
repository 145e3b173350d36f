package org.mcpgateway.bridge.support;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.bridge.server.ChildCommand;
import org.mcpgateway.bridge.server.ResourceLimits;

/** The child of these tests: {@code children/server.py}, which behaves as the method of a request says. */
public final class TestServer {

    /** Bytes of one message. */
    public static final int LONGEST = 64 * 1024;

    private static final class Python {
        static final String PROGRAM = realPython();
    }

    private TestServer() {}

    /** Its program and script, to be started without a shell. */
    public static List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of(Python.PROGRAM, script().toString()));
        line.addAll(Arrays.asList(arguments));
        return line;
    }

    /** How it is started. */
    public static ChildCommand command(String... arguments) {
        return limited(ResourceLimits.NONE, arguments);
    }

    /** How it is started with limits. */
    public static ChildCommand limited(ResourceLimits limits, String... arguments) {
        return new ChildCommand("test/1", line(arguments), Map.of(), Optional.empty(), LONGEST, limits);
    }

    private static Path script() {
        try {
            return Path.of(TestServer.class.getResource("/children/server.py").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Python 3.10 or newer; where it is missing a person's test is skipped and CI's fails. */
    private static String python() {
        Optional<String> python = Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        if (python.isEmpty() && "true".equals(System.getenv("CI"))) {
            return fail("Python 3 is not installed");
        }
        return python.orElseGet(() -> abort("Python 3 is not installed"));
    }

    /** What is in the path may be a slow script that looks for it. */
    private static String realPython() {
        try {
            Process asked = new ProcessBuilder(python(), "-c", "import sys; print(sys.executable)").start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
