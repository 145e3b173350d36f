package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.SecretLedger;

/**
 * What {@code ./gateway run} keeps to itself: no secret in its logs and on Redis' disk, none in the arguments of any
 * process, none that reaches an MCP server, none in what the bridge answers.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsInRunIT {

    private static final SecretLedger LEDGER = new SecretLedger();
    private static final List<String> ANSWERS = new ArrayList<>();

    private static RunningGateway gateway;
    private static SignedInClient client;
    private static String session;

    @BeforeAll
    static void somebody_calls_a_tool_and_somebody_else_fails_to() throws Exception {
        Runtimes.node();
        gateway = RunningGateway.shared();
        URI service = gateway.service("everything").orElseThrow();
        client = SignedInClient.of(gateway.issuer(), service, "ada");
        session = client.open();
        LEDGER.add("access token", client.accessToken());
        LEDGER.add("session", session);
        LEDGER.add("machine's secret", RunningGateway.MACHINE_SECRET);
        LEDGER.add("redis password", setting(gateway.state().resolve("redis/redis.conf"), "requirepass "));
        LEDGER.add("vault key", Files.readString(gateway.state().resolve("vault-key")));
        Files.readString(gateway.state().resolve("jwt-signing-key.pem"))
                .lines()
                .filter(line -> line.length() == 64)
                .forEach(line -> LEDGER.add("signing key", line));
        ANSWERS.add(client.callTool(session, "echo", "{\"message\": \"hello\"}").body());
        ANSWERS.add(client.callTool(session, "get-env", "{}").body());
        ANSWERS.add(client.callTool("unknown-session", "echo", "{}").body());
        ANSWERS.add(post(service, client.accessToken() + "x", session));
        ANSWERS.add(post(gateway.service("memory").orElseThrow(), client.accessToken(), session));
        ANSWERS.add(post(URI.create(service + "?access_token=" + client.accessToken()), "none", session));
    }

    @AfterAll
    static void goodbye() throws Exception {
        client.delete(session);
        client.close();
    }

    @Test
    void no_mcp_server_is_given_one() throws IOException {
        List<ProcessHandle> children = gateway.children("everything");

        assertThat(children).isNotEmpty();
        for (ProcessHandle child : children) {
            assertThat(LEDGER.in(proc(child, "environ")))
                    .as(proc(child, "environ"))
                    .isEmpty();
        }
    }

    @Test
    void no_process_has_one_among_its_arguments() throws IOException {
        List<ProcessHandle> processes = gateway.process().descendants().toList();

        assertThat(processes).hasSizeGreaterThan(2);
        for (ProcessHandle process : processes) {
            assertThat(LEDGER.in(proc(process, "cmdline")))
                    .as(proc(process, "cmdline"))
                    .isEmpty();
        }
    }

    @Test
    void no_answer_of_the_bridge_holds_one() {
        assertThat(ANSWERS)
                .hasSize(6)
                .allSatisfy(answer -> assertThat(LEDGER.in(answer)).isEmpty());
    }

    @Test
    void no_log_holds_one() throws IOException {
        String logs =
                textOf(gateway.state().resolve("logs"), "") + Files.readString(RunningGateway.errors(gateway.state()));

        assertThat(logs).contains("\"event\":\"");
        assertThat(LEDGER.in(logs)).isEmpty();
    }

    @Test
    void the_disk_under_redis_holds_none_but_its_own_password() throws IOException {
        String disk = textOf(gateway.state().resolve("redis"), "redis.conf");

        assertThat(disk).contains("oauth:client:");
        assertThat(LEDGER.in(disk)).isEmpty();
    }

    private static String post(URI service, String accessToken, String session) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(service)
                            .header("Authorization", "Bearer " + accessToken)
                            .header("Accept", "application/json, text/event-stream")
                            .header("Content-Type", "application/json")
                            .header("Mcp-Session-Id", session)
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            return answer.headers().map() + answer.body();
        }
    }

    private static String setting(Path file, String name) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Of a process that has ended there is nothing to read. */
    private static String proc(ProcessHandle process, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String textOf(Path folder, String except) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith(except) && !path.toString().contains("/bin/"))
                    .toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
