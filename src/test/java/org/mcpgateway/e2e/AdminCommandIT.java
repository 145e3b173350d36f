package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.e2e.GatewayCommand.Outcome;

/** The operators' verbs against a live server: their failures, then what they do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminCommandIT {

    private static final int USAGE = 2;
    private static final int UNREACHABLE = 10;
    private static final int UNAUTHORIZED = 11;
    private static final int NOT_FOUND = 12;
    private static final int DAMAGED = 13;

    private final AuthServer server = AuthServer.shared();
    private final GatewayCommand gateway = GatewayCommand.administering(server);
    private final String username = "user-" + UUID.randomUUID();
    private final Person person = new Person(server, username);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients list",
                "clients show x",
                "clients delete x",
                "clients purge",
                "tokens list",
                "tokens show x",
                "tokens revoke x",
                "tokens purge-expired",
                "users list",
                "users show x",
                "users revoke x",
                "consents list",
                "consents withdraw x y",
                "audit search",
                "keys list",
                "sessions list",
                "services restart x",
                "stats",
                "backup create --plain",
                "import --from redis://127.0.0.1:1"
            })
    void nobody_is_told_how_to_sign_in_and_a_gateway_that_is_away_is_named(String verb) {
        String[] arguments = verb.split(" ");

        Outcome nobody = GatewayCommand.signedOut(server).run(arguments);
        assertThat(nobody.exit()).isEqualTo(UNAUTHORIZED);
        assertThat(nobody.err().lines()).singleElement().asString().contains("gateway login", "GATEWAY_CLIENT_ID");

        Outcome away = gateway.with("GATEWAY_URL", "http://127.0.0.1:1").run(arguments);
        assertThat(away.exit()).isEqualTo(UNREACHABLE);
        assertThat(away.err().lines()).singleElement().asString().contains("http://127.0.0.1:1 does not answer");
    }

    @Test
    void a_wrong_secret_and_a_client_that_does_not_administer_are_told_apart() {
        Outcome wrong = gateway.with("GATEWAY_CLIENT_SECRET", "wrong").run("stats");
        Outcome other =
                gateway.with("GATEWAY_CLIENT_ID", AuthServer.MACHINE_CLIENT).run("stats");

        assertThat(wrong.exit()).isEqualTo(UNAUTHORIZED);
        assertThat(wrong.err()).contains("does not accept the client caretaker").doesNotContain("wrong (");
        assertThat(other.exit()).isEqualTo(UNAUTHORIZED);
        assertThat(other.err()).contains("ADMIN_MACHINE_CLIENTS");
    }

    @Test
    void a_redirect_gets_no_token() throws IOException {
        var asked = new CopyOnWriteArrayList<String>();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/b");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        elsewhere.start();
        try {
            Outcome outcome = gateway.with(
                            "GATEWAY_ADMIN_URL",
                            "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/a")
                    .run("stats");

            assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(UNREACHABLE);
            assertThat(asked).containsExactly("/a/stats");
        } finally {
            elsewhere.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients show",
                "clients purge --unused-for soon",
                "clients purge --unused-for -1",
                "clients list --output xml",
                "tokens list --user a --client b",
                "tokens show a/b",
                "consents withdraw alice",
                "sessions end a/b",
                "services restart x --pid 1",
                "audit search --since yesterday",
                "import",
                "import --from http://127.0.0.1",
                "import --from redis://127.0.0.1/zero",
                "stats --url ftp://127.0.0.1",
                "stats --url http://auth.example.com",
                "stats --admin-url http://10.0.0.1/admin/api",
                "import --from redis://:password@127.0.0.1",
                "clients fly"
            })
    void a_bad_argument_is_a_usage_error(String verb) {
        Outcome outcome = gateway.run(verb.split(" "));

        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(USAGE);
        assertThat(outcome.err()).isNotBlank().doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients show nobody",
                "clients delete nobody",
                "tokens show nobody",
                "tokens revoke nobody",
                "users show nobody",
                "users revoke nobody",
                "consents withdraw nobody robot",
                "services list",
                "validate-tokens",
                "backup show",
                "backup verify nothing.jsonl",
                "restore",
                "logout"
            })
    void what_is_not_there_is_not_found(String verb) {
        Outcome outcome = gateway.run(verb.split(" "));

        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(NOT_FOUND);
        assertThat(outcome.err().lines()).singleElement().asString().startsWith("gateway: ");
    }

    @Test
    void clients_are_listed_shown_purged_and_deleted() {
        TestApp app = TestApp.publicClient(server);

        assertThat(gateway.run("clients", "list", "--limit", "0").out())
                .startsWith("CLIENT ID")
                .contains(app.clientId());
        assertThat(gateway.run("clients", "list", "--limit", "1").err()).contains("--limit 0");
        assertThat(gateway.run("clients", "list", "--limit", "0", "--output", "json")
                        .out())
                .startsWith("[{")
                .contains(app.clientId());
        assertThat(gateway.run("clients", "show", app.clientId()).out()).containsPattern("kind +registered");
        assertThat(gateway.run("clients", "purge", "--unused-for", "0", "--dry-run", "--output", "json")
                        .out())
                .contains(app.clientId());
        assertThat(gateway.run("clients", "purge").out()).startsWith("purged ");
        assertThat(gateway.run("clients", "delete", app.clientId()).out()).contains("deleted " + app.clientId());
        assertThat(gateway.run("clients", "show", app.clientId()).exit()).isEqualTo(NOT_FOUND);
    }

    @Test
    void tokens_are_listed_shown_validated_revoked_and_purged() throws IOException {
        TestApp app = TestApp.publicClient(server);
        String token = app.tokens(person).getString("access_token");
        String listed = gateway.run("tokens", "list", "--user", username, "--output", "json")
                .out();
        Matcher jti = Pattern.compile("\"jti\":\"([^\"]+)\"").matcher(listed);
        assertThat(jti.find()).as(listed).isTrue();

        assertThat(gateway.run("tokens", "list", "--client", app.clientId()).out())
                .contains(username);
        assertThat(gateway.run("tokens", "show", jti.group(1)).out()).contains(app.clientId());
        assertThat(gateway.with("MCP_CLIENT_ACCESS_TOKEN", token)
                        .run("validate-tokens")
                        .out())
                .containsPattern("MCP_CLIENT_ACCESS_TOKEN +true +access_token +" + username);
        assertThat(gateway.run("tokens", "revoke", jti.group(1)).exit()).isZero();
        Outcome revoked = validate(token);
        assertThat(revoked.exit()).isEqualTo(1);
        assertThat(revoked.out()).contains("it was revoked");
        assertThat(gateway.run("tokens", "purge-expired", "--dry-run").out()).startsWith("would forget ");
        assertThat(gateway.run("tokens", "purge-expired").out()).startsWith("forgot ");
    }

    @Test
    void users_are_listed_shown_and_revoked() {
        TestApp app = TestApp.publicClient(server);
        String token = app.tokens(person).getString("access_token");

        assertThat(gateway.run("users", "list", "--limit", "0").out()).contains(username);
        assertThat(gateway.run("users", "show", username).out()).containsPattern("tokens +1");
        assertThat(gateway.run("users", "revoke", username).out()).contains("revoked 1 tokens, 1 grants, 1 consents");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestApp.verify(server, token, "time").status() == 401);
    }

    @Test
    void consents_are_listed_and_withdrawn() {
        TestApp app = TestApp.publicClient(server);
        app.tokens(person);

        assertThat(gateway.run("consents", "list", "--user", username).out()).contains(app.clientId());
        assertThat(gateway.run("consents", "withdraw", username, app.clientId()).exit())
                .isZero();
        assertThat(gateway.run("consents", "list", "--user", username).out()).doesNotContain(app.clientId());
    }

    @Test
    void numbers_and_events_are_told() {
        TestApp app = TestApp.publicClient(server);
        app.tokens(person);

        assertThat(gateway.run("stats").out()).containsPattern("clients +[1-9]");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.run("audit", "search", "--client", app.clientId(), "--event", "token_issued")
                        .out()
                        .contains(username));
    }

    @Test
    void the_settings_beside_the_script_are_enough_on_the_gateways_own_machine() throws IOException {
        GatewayCommand local = GatewayCommand.signedOut(server);
        Files.writeString(
                local.home().resolve(".env"),
                "MACHINE_CLIENTS=\"robot:x,caretaker:" + AuthServer.OPERATORS_SECRET
                        + "\"\nADMIN_MACHINE_CLIENTS=caretaker # the one\n");

        assertThat(local.run("stats").exit()).isZero();
    }

    @Test
    void a_person_signs_in_by_the_device_flow_and_out_again() throws IOException {
        GatewayCommand mine = GatewayCommand.signedOut(server);
        Process login = mine.start("login");
        Pattern address = Pattern.compile("or open (\\S+)");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> address.matcher(mine.said()).find());
        Matcher shown = address.matcher(mine.said());
        assertThat(shown.find()).isTrue();
        approve(shown.group(1));

        Outcome signedIn = mine.finish(login);
        assertThat(signedIn.exit()).as(signedIn.toString()).isZero();
        Path file = mine.home().resolve("config/mcp-oauth-gateway/login.json");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(mine.run("stats").exit()).isZero();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"expires_at\":\"[^\"]+\"", "\"expires_at\":\"2020-01-01T00:00:00Z\""));
        assertThat(mine.run("stats").exit()).as("renewed").isZero();
        assertThat(mine.run("logout").exit()).isZero();
        assertThat(mine.run("stats").exit()).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void a_backup_is_made_listed_shown_verified_and_restored() throws IOException {
        TestApp app = TestApp.publicClient(server);
        app.tokens(person);

        assertThat(gateway.run("backup", "create").exit())
                .as("neither a passphrase nor --plain")
                .isEqualTo(USAGE);
        assertThat(gateway.home().resolve("backups")).doesNotExist();
        Outcome made = gateway.run("backup", "create", "--plain");
        assertThat(made.out()).as(made.toString()).containsPattern("issuer +" + server.issuer());
        Path file = onlyFile(gateway.home().resolve("backups"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(gateway.run("backup", "create", "--plain", file.toString()).exit())
                .isEqualTo(USAGE);
        assertThat(gateway.run("backup", "list").out())
                .contains(file.getFileName().toString());
        assertThat(gateway.run("backup", "show").out()).contains("\"client\":");
        assertThat(gateway.run("backup", "verify", file.getFileName().toString())
                        .out())
                .contains("is whole");
        assertThat(gateway.run("restore", "--dry-run").out()).startsWith("would restore ");
        gateway.run("clients", "delete", app.clientId());
        assertThat(gateway.run("restore").out()).startsWith("restored ");
        assertThat(gateway.run("clients", "show", app.clientId()).exit()).isZero();
        assertThat(gateway.with("GATEWAY_URL", server.issuer().toString().replace("127.0.0.1", "localhost"))
                        .run("restore")
                        .exit())
                .as("of another issuer")
                .isIn(DAMAGED, UNAUTHORIZED);
        Files.writeString(file, Files.readString(file).replaceFirst("redirectUris", "redirectUri5"));
        assertThat(gateway.run("backup", "verify").exit()).isEqualTo(DAMAGED);
        assertThat(gateway.run("restore").exit()).isEqualTo(DAMAGED);
    }

    @Test
    void an_encrypted_backup_opens_by_its_passphrase_alone() throws IOException {
        TestApp.publicClient(server);
        GatewayCommand sealing = gateway.with("GATEWAY_BACKUP_PASSPHRASE", "correct horse battery");

        Outcome made = sealing.run("backup", "create");
        assertThat(made.exit()).as(made.toString()).isZero();
        Path file = onlyFile(gateway.home().resolve("backups"));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("oauth:client");
        Outcome checked = sealing.runApart("restore", "--dry-run");
        assertThat(checked.exit()).as(checked.toString()).isZero();
        assertThat(gateway.run("backup", "verify").exit()).isEqualTo(USAGE);
        assertThat(gateway.with("GATEWAY_BACKUP_PASSPHRASE", "another passphrase")
                        .run("backup", "verify")
                        .exit())
                .isEqualTo(DAMAGED);
        assertThat(gateway.with("GATEWAY_BACKUP_PASSPHRASE", "short")
                        .run("backup", "verify")
                        .exit())
                .isEqualTo(USAGE);
        byte[] sealed = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(sealed, sealed.length - 1));
        assertThat(sealing.run("backup", "verify").exit()).isEqualTo(DAMAGED);
    }

    @Test
    void help_has_examples_and_shell_completion_is_there() {
        assertThat(gateway.run("clients", "purge", "--help").out()).contains("Example", "--dry-run");
        assertThat(gateway.run("generate-completion").out()).contains("complete -F", "clients");
    }

    /** Opens the address, signs in, and agrees. */
    private void approve(String address) {
        TestBrowser browser = new TestBrowser();
        String device = server.issuer() + "/device";
        Answer toProvider = browser.submit(browser.open(address), device, "decision", "sign-in");
        Answer signIn = browser.open(toProvider.header("Location"));
        Answer toCallback =
                browser.submit(signIn, server.issuer() + "/local/sign-in", "username", AuthServer.ADMINISTRATOR);
        Answer back = browser.open(toCallback.header("Location"));
        browser.submit(browser.open(back.header("Location")), device, "decision", "approve");
    }

    private Outcome validate(String token) throws IOException {
        Process process = gateway.start("validate-tokens", "--stdin");
        process.getOutputStream().write((token + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return gateway.finish(process);
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
