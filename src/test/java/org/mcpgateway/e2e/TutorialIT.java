package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.auth.support.CoverageAgent;

/**
 * {@code docs/tutorial.md}, word for word but for the port, which another program may have: every shell block is run in
 * the order of the page, and has to say what the text block behind it shows. A person signs in where the browser opens.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TutorialIT {

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();
    private static final Pattern BLOCK = Pattern.compile("(?s)```(shell|text)\n(.*?)```");
    private static final String PORT_IN_PAGE = "8080";
    private static final String SIGN_IN = "Sign in at ";

    @TempDir
    Path folder;

    @BeforeEach
    void a_folder_as_it_was_cloned_and_built() throws IOException {
        Runtimes.node();
        for (String part : List.of("gateway", ".mvn", "docker", "gateway-cli", "mcp-bridge-war", "src", "target")) {
            Files.createSymbolicLink(folder.resolve(part), ROOT.resolve(part));
        }
        Path installed = Files.createDirectories(ROOT.resolve(".gateway"));
        Files.createDirectory(folder.resolve(".gateway"));
        for (String part : List.of("payara", "servers")) {
            Files.createDirectories(installed.resolve(part));
            Files.createSymbolicLink(folder.resolve(".gateway").resolve(part), installed.resolve(part));
        }
    }

    @Test
    void every_command_says_what_the_page_shows() throws Exception {
        List<MatchResult> blocks = BLOCK.matcher(page()).results().toList();
        assertThat(blocks).hasSizeGreaterThan(10);
        assertThat(blocks.getFirst().group(2)).startsWith("./gateway run ");
        Process gateway = shell(blocks.getFirst().group(2)).start();
        try (BufferedReader said = gateway.inputReader(StandardCharsets.UTF_8)) {
            assertShows(until(said, "Stop with Ctrl-C."), blocks.get(1).group(2));
            for (int i = 2; i < blocks.size(); i += 2) {
                assertThat(blocks.get(i).group(1)).isEqualTo("shell");
                assertThat(blocks.get(i + 1).group(1)).isEqualTo("text");
                assertShows(output(blocks.get(i).group(2)), blocks.get(i + 1).group(2));
            }
        } finally {
            gateway.destroy();
            assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Every line of the text stands in the output. */
    private static void assertShows(String output, String text) {
        assertThat(text.lines().map(String::strip).filter(line -> !line.isEmpty()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(output).contains(line));
    }

    private static String until(BufferedReader said, String end) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.equals(end)) {
                return all.toString();
            }
        }
        throw new IllegalStateException("the gateway ended: " + all);
    }

    private String output(String command) throws Exception {
        Process process = shell(command).start();
        process.getOutputStream().close();
        StringBuilder told = new StringBuilder();
        try (var person = new Person("ada");
                var errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                told.append(line).append('\n');
                if (line.startsWith(SIGN_IN)) {
                    person.take(URI.create(line.substring(SIGN_IN.length())));
                }
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(command + told).isZero();
            return out;
        }
    }

    private ProcessBuilder shell(String command) {
        var builder = new ProcessBuilder("sh", "-c", "exec " + command).directory(folder.toFile());
        builder.environment().putAll(CoverageAgent.environment());
        builder.environment().put("GATEWAY_BUILD", "never"); // the running build made the artefacts
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("GATEWAY_CLIENT_FOLDER", folder.resolve("credentials").toString());
        builder.environment().put("BROWSER", "/bin/true"); // the person is this test
        return builder;
    }

    private static String page() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/tutorial.md"));
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(door.getLocalPort());
            Matcher inPage = Pattern.compile("\\b" + PORT_IN_PAGE + "\\b").matcher(page);
            return inPage.replaceAll(port);
        }
    }
}
