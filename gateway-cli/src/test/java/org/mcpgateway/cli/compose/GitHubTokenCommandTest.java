package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/**
 * {@code gateway github-token} with a server in GitHub's place that answers as GitHub's device flow does: 200 to errors
 * too.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitHubTokenCommandTest {

    private static final String TOKEN = "gho_16C7e42F292c6912E7710c838347Ae178B4a";
    private static final String CODE = "{\"device_code\":\"3584d83530557fdd1f46af8289938c8ef79f9dc5\","
            + "\"user_code\":\"WDJB-MJHT\",\"verification_uri\":\"https://github.com/login/device\","
            + "\"expires_in\":900,\"interval\":0}";
    private static final String PENDING = "{\"error\":\"authorization_pending\",\"error_description\":\"pending\"}";
    private static final String SUCCESS =
            "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"bearer\",\"scope\":\"read:user\"}";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> answers = new ArrayDeque<>();
    private HttpServer github;
    private String codeAnswer = CODE;

    @BeforeEach
    void a_server_in_GitHubs_place() throws IOException {
        github = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        github.createContext("/login/device/code", exchange -> answer(exchange, codeAnswer));
        github.createContext("/login/oauth/access_token", exchange -> answer(exchange, answers.remove()));
        github.start();
    }

    @AfterEach
    void it_ends() {
        github.stop(0);
    }

    @Test
    void without_a_client_id_it_says_what_is_missing() {
        assertThat(execute(Map.of("GITHUB_CLIENT_ID", ""))).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString()).contains("GITHUB_CLIENT_ID is not set");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_GitHub_that_is_away_or_reached_in_the_clear_is_named() {
        assertThat(execute(Map.of("GITHUB_BASE_URL", "http://127.0.0.1:1"))).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(err.toString()).contains("http://127.0.0.1:1 does not answer");
        assertThat(execute(Map.of("GITHUB_BASE_URL", "http://github.example.com")))
                .isEqualTo(ExitCode.SETTING_INVALID.number());
    }

    @Test
    void an_app_without_the_device_flow_is_told() {
        codeAnswer = "{\"error\":\"device_flow_disabled\",\"error_description\":\"Device Flow must be enabled\"}";

        assertThat(execute(Map.of())).isEqualTo(ExitCode.UNAUTHORIZED.number());
        assertThat(err.toString().lines()).singleElement().asString().contains("Device Flow must be enabled");
    }

    @Test
    void a_person_who_refuses_ends_it() {
        answers.addAll(List.of(PENDING, "{\"error\":\"access_denied\",\"error_description\":\"The user refused\"}"));

        assertThat(execute(Map.of())).isEqualTo(ExitCode.UNAUTHORIZED.number());
        assertThat(err.toString()).contains("The user refused: sign in again");
    }

    @Test
    void an_answer_that_would_break_the_file_is_refused() throws IOException {
        new TestSettings().writtenTo(folder);
        answers.add("{\"access_token\":\"gho_12345678\\nADMIN_USERS=mallory\"}");

        assertThat(execute(Map.of(), "--save")).isEqualTo(ExitCode.FAILED.number());
        assertThat(Files.readString(folder.resolve(".env"))).doesNotContain("mallory", "GITHUB_PAT");
    }

    @Test
    void the_token_is_printed_once_the_person_has_entered_the_code() {
        answers.addAll(List.of(PENDING, PENDING, SUCCESS));

        assertThat(execute(Map.of(), "--scope", "repo,read:org")).isZero();
        assertThat(out.toString()).isEqualTo(TOKEN + "\n");
        assertThat(err.toString())
                .isEqualTo("Open https://github.com/login/device and enter WDJB-MJHT\n")
                .doesNotContain(TOKEN);
        assertThat(asked.peek()).contains("client_id=Iv1.test", "scope=repo+read%3Aorg");
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void saved_it_stands_in_the_settings_beside_what_was_there_for_the_owner_alone() throws IOException {
        new TestSettings().writtenTo(folder);
        String before = Files.readString(folder.resolve(".env"));
        answers.add(SUCCESS);

        assertThat(execute(Map.of(), "--save")).isZero();
        assertThat(out.toString()).doesNotContain(TOKEN);
        assertThat(Files.readString(folder.resolve(".env"))).isEqualTo(before + "GITHUB_PAT=" + TOKEN + "\n");
        assertThat(Files.getPosixFilePermissions(folder.resolve(".env")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int execute(Map<String, String> settings, String... options) {
        Map<String, String> environment = new HashMap<>();
        environment.put("GITHUB_CLIENT_ID", "Iv1.test");
        environment.put(
                "GITHUB_BASE_URL", "http://127.0.0.1:" + github.getAddress().getPort());
        environment.putAll(settings);
        CommandLine gateway = Gateway.commandLine(new CommandContext(environment, folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] line = new String[options.length + 1];
        line[0] = "github-token";
        System.arraycopy(options, 0, line, 1, options.length);
        return gateway.execute(line);
    }
}
