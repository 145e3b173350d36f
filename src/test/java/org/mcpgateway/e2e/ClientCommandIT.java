package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gateway client} against a running gateway: what it refuses, then what a person does with it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientCommandIT {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 10;
    private static final int UNAUTHORIZED = 11;

    private static RunningGateway gateway;
    private static String everything;

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void a_gateway_runs() {
        Runtimes.node();
        gateway = RunningGateway.shared();
        everything = gateway.service("everything").orElseThrow().toString();
    }

    @BeforeEach
    void nothing_was_told() {
        told.clear();
    }

    /** What a command printed and how it ended. */
    private record Outcome(int exit, String out) {}

    @Test
    void a_server_that_is_away_is_named() throws Exception {
        Outcome outcome = run("client", "inspect", "http://127.0.0.1:1/mcp");

        assertThat(outcome.exit()).isEqualTo(UNREACHABLE);
        assertThat(told).singleElement().asString().contains("http://127.0.0.1:1 does not answer");
    }

    @Test
    void an_address_without_tls_elsewhere_is_refused_before_anything_is_sent() throws Exception {
        Outcome outcome = run("client", "call", "http://gateway.example.com/mcp", "echo");

        assertThat(outcome.exit()).isEqualTo(USAGE);
        assertThat(told).singleElement().asString().contains("must begin with https://");
    }

    @Test
    void arguments_that_are_no_object_are_refused() throws Exception {
        assertThat(run("client", "call", everything, "echo", "hello").exit()).isEqualTo(USAGE);
        assertThat(told).singleElement().asString().contains("must be a JSON object");
    }

    @Test
    void a_service_that_is_not_there_is_said_to_be_missing() throws Exception {
        Outcome outcome = run("client", "inspect", everything.replace("everything", "nothing"));

        assertThat(outcome.exit()).isIn(FAILED, UNREACHABLE, UNAUTHORIZED);
        assertThat(told).singleElement().asString().doesNotContain("Exception");
    }

    @Test
    void a_person_signs_in_once_and_calls_tools() throws Exception {
        Outcome first = run("client", "call", everything, "echo", "{\"message\": \"hello\"}");
        assertThat(first).isEqualTo(new Outcome(0, "Echo: hello\n"));
        assertThat(told).anyMatch(line -> line.startsWith("Sign in at "));
        try (Stream<Path> kept = Files.list(folder)) {
            assertThat(kept)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
        told.clear();

        Outcome json = run("client", "call", everything, "echo", "{\"message\": \"again\"}", "--output", "json");
        assertThat(json.out()).contains("\"text\":\"Echo: again\"");
        assertThat(run("client", "inspect", everything).out()).contains("KIND", "tool", "echo");
        assertThat(run("client", "call", everything, "no-such-tool").exit()).isNotZero();
        assertThat(told).noneMatch(line -> line.startsWith("Sign in at "));
    }

    @Test
    void a_token_that_was_revoked_is_renewed_and_one_that_cannot_be_is_asked_for_anew() throws Exception {
        String token = run("client-token", everything).out().strip();
        Path file = onlyFile();
        Files.writeString(file, Files.readString(file).replace(token, token + "x"));
        told.clear();

        assertThat(run("client", "call", everything, "echo", "{\"message\": \"renewed\"}")
                        .out())
                .contains("renewed");
        assertThat(told).as("renewed without the person").noneMatch(line -> line.startsWith("Sign in at "));

        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"access_token\":\"[^\"]*\"", "\"access_token\":\"gone\"")
                        .replaceAll("\"refresh_token\":\"[^\"]*\"", "\"refresh_token\":\"gone\""));
        assertThat(run("client", "call", everything, "echo", "{\"message\": \"anew\"}")
                        .out())
                .contains("anew");
        assertThat(told).as("by the person").anyMatch(line -> line.startsWith("Sign in at "));
    }

    @Test
    void what_belongs_into_a_clients_configuration_is_printed() throws Exception {
        assertThat(run("client-config", "--for", "notepad", everything).exit()).isEqualTo(USAGE);
        assertThat(run("client-config", "--for", "claude-code", everything).out())
                .isEqualTo("claude mcp add --transport http everything " + everything + "\n");
        assertThat(new ObjectMapper()
                        .readTree(run("client-config", "--for", "vscode", everything)
                                .out())
                        .at("/servers/everything/url")
                        .asText())
                .isEqualTo(everything);
    }

    @Test
    void a_session_that_ends_is_opened_anew_and_the_program_notices_nothing() throws Exception {
        run("client-token", everything);
        List<ProcessHandle> before = gateway.children("everything");
        Process stdio = command("client", "stdio", everything)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = new PrintWriter(stdio.getOutputStream(), true, StandardCharsets.UTF_8);
                var out = stdio.inputReader(StandardCharsets.UTF_8)) {
            in.println("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
            assertThat(answer(out, 1)).contains("protocolVersion");
            in.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            in.println(echo(2));
            assertThat(answer(out, 2)).contains("Echo: 2");

            long killed = killedChildren();
            gateway.children("everything").stream()
                    .filter(child -> !before.contains(child))
                    .forEach(ProcessHandle::destroyForcibly);
            await("the bridge to notice").atMost(Duration.ofSeconds(20)).until(() -> killedChildren() > killed);
            in.println(echo(3));
            assertThat(answer(out, 3)).contains("Echo: 3");
        }
        assertThat(stdio.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(stdio.exitValue()).isZero();
    }

    private static long killedChildren() throws IOException {
        try (Stream<String> lines = Files.lines(gateway.state().resolve("logs/server.log"))) {
            return lines.filter(line -> line.contains("\"event\":\"child-ended\""))
                    .filter(line -> line.contains("\"label\":\"everything/") && line.contains("\"exit\":\"137\""))
                    .count();
        }
    }

    private static String echo(int id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
                + "\"arguments\":{\"message\":\"" + id + "\"}}}";
    }

    /** The answer to this request; the server says other things of its own accord. */
    private static String answer(BufferedReader out, int id) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("\"id\":" + id + ",") || line.contains("\"id\":" + id + "}")) {
                return line;
            }
        }
        throw new IllegalStateException("it ended without an answer to " + id);
    }

    @Test
    void a_person_signs_in_at_another_device() throws Exception {
        Outcome outcome = run("client-token", "--device", everything, "--output", "json");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("\"resource\":\"" + everything + "\"");
        assertThat(told).anyMatch(line -> line.contains("and enter"));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> kept = Files.list(folder)) {
            return kept.findFirst().orElseThrow();
        }
    }

    /** Runs a verb; where it says that somebody must sign in, ada does. */
    private Outcome run(String... arguments) throws Exception {
        Process process = command(arguments).start();
        process.getOutputStream().close();
        try (var person = new Person("ada");
                var errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (String said = errors.readLine(); said != null; said = errors.readLine()) {
                told.add(said);
                if (said.startsWith("Sign in at ")) {
                    person.take(URI.create(said.substring("Sign in at ".length())));
                } else if (said.startsWith("or open ")) {
                    person.take(URI.create(said.substring("or open ".length())));
                }
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), out);
        }
    }

    private ProcessBuilder command(String... arguments) {
        var builder = RunningGateway.command(folder, arguments).redirectError(ProcessBuilder.Redirect.PIPE);
        builder.environment().put("GATEWAY_CLIENT_FOLDER", folder.toString());
        builder.environment().put("BROWSER", "/bin/true");
        return builder;
    }
}
