package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.auth.support.TestClient;

/**
 * {@code gateway self-test} on this gateway, which withstands all of it. It is one of its own: what strangers may
 * register in an hour is shared by all of a machine.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SelfTestCommandIT {

    private static final int UNAUTHORIZED = 11;
    private static final String SIGN_IN = "Sign in at ";

    private static RunningGateway gateway;
    private static String service;

    @TempDir
    Path folder;

    @BeforeAll
    static void a_gateway_runs() throws IOException {
        gateway = RunningGateway.start("--services", "fetchs");
        service = gateway.service("fetchs").orElseThrow().toString();
    }

    @AfterAll
    static void it_stops() {
        gateway.close();
    }

    /** What a command printed and how it ended. */
    private record Outcome(int exit, String out, String err) {}

    @Test
    void a_token_that_is_not_taken_is_refused_before_anything_is_tried() throws Exception {
        Outcome outcome = run("of-nobody", "self-test", service);

        assertThat(outcome.exit()).isEqualTo(UNAUTHORIZED);
        assertThat(outcome.err()).contains("does not take the token: ./gateway client-token " + service);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void all_is_withstood_with_a_token_and_nothing_is_left_behind() throws Exception {
        String token = new TestClient(gateway.issuer())
                .basicForm(
                        "/token",
                        RunningGateway.MACHINE_CLIENT,
                        RunningGateway.MACHINE_SECRET,
                        "grant_type",
                        "client_credentials",
                        "resource",
                        service)
                .json()
                .getString("access_token");

        Outcome outcome = run(token, "self-test", service, "--sign-in", "--output", "json");

        List<JsonNode> rows = rows(outcome.out());
        assertThat(rows).as(outcome.err()).hasSizeGreaterThan(65);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get("verdict").asText())
                        .as(row.toString())
                        .isEqualTo("withstood"));
        assertThat(rows.getLast().get("seen").asText()).matches("[1-9][0-9]* clients registered, and deleted");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).doesNotContain(token);
    }

    private static List<JsonNode> rows(String json) throws IOException {
        return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                .toList();
    }

    /** Runs it; where it says that somebody must sign in, ada does. */
    private Outcome run(String token, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = RunningGateway.command(folder, arguments).redirectError(ProcessBuilder.Redirect.PIPE);
        builder.environment().put("GATEWAY_TOKEN", token);
        builder.environment().put("GATEWAY_CLIENT_FOLDER", folder.toString());
        builder.environment().put("BROWSER", "/bin/true");
        Process process = builder.redirectOutput(folder.resolve("out").toFile()).start();
        process.getOutputStream().close();
        StringBuilder told = new StringBuilder();
        try (var person = new Person("ada");
                var errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (String said = errors.readLine(); said != null; said = errors.readLine()) {
                told.append(said).append('\n');
                if (said.startsWith(SIGN_IN)) {
                    person.take(URI.create(said.substring(SIGN_IN.length())));
                }
            }
        }
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(folder.resolve("out")), told.toString());
    }
}
