package org.mcpgateway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import org.mcpgateway.cli.api.NewSecrets;
import org.mcpgateway.cli.check.TestTlsServer;
import picocli.CommandLine;
import redis.embedded.RedisServer;

/**
 * Faults planted in real parts: a real Redis, real sockets, a real TLS server, files; programs in the place of docker
 * and GitHub, which cannot be had here.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DoctorCommandTest {

    private static final String PASSWORD = "a-long-and-random-password";
    private static final String SECRET = "the-secret-of-the-app-at-github";
    private static final String ODD_SECRET = "50%+more/than=that";
    private static final String SIGNING_KEY = key(2048);

    @TempDir
    static Path shared;

    private static TestTlsServer good;
    private static String authority;

    @TempDir
    Path folder;

    private final Map<String, String> env = new LinkedHashMap<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Clock clock = Clock.systemUTC();
    private String compose = "2.40.0";
    private String containers = "";

    @BeforeAll
    static void a_host_with_a_good_certificate() throws Exception {
        good = TestTlsServer.start(shared, "dns:localhost", "-1d", 90);
        authority = good.pem();
    }

    @AfterAll
    static void it_stops() throws IOException {
        good.close();
    }

    @BeforeEach
    void a_deployment_that_is_well() throws IOException {
        env.put("BASE_DOMAIN", "gateway.example.com");
        env.put("ACME_EMAIL", "operator@example.com");
        env.put("GITHUB_CLIENT_ID", "Iv1.0123456789");
        env.put("GITHUB_CLIENT_SECRET", SECRET);
        env.put("GITHUB_BASE_URL", gitHub());
        env.put("ALLOWED_GITHUB_USERS", "octocat");
        env.put("REDIS_PASSWORD", PASSWORD);
        env.put("REDIS_URL", "redis://127.0.0.1:" + redis("appendonly yes", "maxmemory-policy noeviction"));
        env.put("HTTP_PORT", String.valueOf(freePort()));
        env.put("HTTPS_PORT", String.valueOf(freePort()));
        env.put("JWT_PRIVATE_KEY_B64", SIGNING_KEY);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    @Test
    void nothing_is_found_where_all_is_well() throws Exception {
        List<JsonObject> findings = doctor(ExitCode.OK, good.host(), "--ca", authority);

        assertThat(findings)
                .extracting(finding -> finding.getString("check"))
                .contains("settings", "files", "disk", "dns", "tls", "ports", "clock", "github", "redis", "versions");
        assertThat(out.toString()).doesNotContain(SECRET, PASSWORD);
    }

    @Test
    void every_planted_fault_is_found_at_once_with_its_cure() throws Exception {
        TestTlsServer host = TestTlsServer.start(folder, "dns:localhost", "-1d", 6);
        parts.add(host);
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        parts.add(other);
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        compose = "2.17.2";
        env.remove("ACME_EMAIL");
        env.put("GATEWAY_ISSUER", "auth.example.com");
        env.put("CLIENT_LIFETIME", "90d");
        env.put("REGISTRATION_TOKEN", "aaaaaaaaaaaaaaaaaaaaaaaa");
        env.put("GITHUB_CLIENT_SECRET", "the-secret-of-another-app");
        env.put("HTTP_PORT", String.valueOf(other.getLocalPort()));
        env.put("REDIS_URL", "redis://127.0.0.1:" + redis("maxmemory-policy allkeys-lru"));
        env.put("JWT_PRIVATE_KEY_B64", key(1024));
        env.put("this line", "no setting");

        doctor(
                ExitCode.FAILED,
                host.host(),
                "no-such-host.invalid",
                "--ca",
                host.pem(),
                "--disk",
                String.valueOf(Long.MAX_VALUE),
                "--faults");

        assertFault("ACME_EMAIL is not set", "correct it in ");
        assertFault("GATEWAY_ISSUER in ", "correct it in ");
        assertFault("CLIENT_LIFETIME in ", "correct it in ");
        assertFault("line 14 is not of the form KEY=value", "correct that line");
        assertFault("REGISTRATION_TOKEN is easily guessed", "openssl rand -hex 32");
        assertFault("has only 1024 bits", "./gateway keys rotate");
        assertFault("has mode rw-r--r--", "chmod 600 ");
        assertFault("MiB are free", "make room");
        assertFault("no-such-host.invalid has no address", "at your DNS provider");
        assertFault("ends_soon", "renewal is late");
        assertFault(other.getLocalPort() + " is taken by another program", "set HTTP_PORT to another port");
        assertFault("s ahead of 127.0.0.1", "timedatectl set-ntp true");
        assertFault("does not accept GITHUB_CLIENT_ID", "copy both from your OAuth app");
        assertFault("maxmemory-policy is allkeys-lru", "config set maxmemory-policy noeviction");
        assertFault("nothing is kept on the disk", "config set appendonly yes");
        assertFault("docker compose 2.17.2 is older than 2.24", "install the compose plugin");
        assertThat(out.toString()).doesNotContain("the-secret-of-another-app", PASSWORD, "aaaaaaaa");
    }

    @Test
    void a_redis_that_does_not_open_and_one_that_is_away_are_told_apart() throws Exception {
        env.put("REDIS_PASSWORD", "another-long-random-password");
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("does not accept REDIS_PASSWORD", "set it to what Redis was started with");

        env.put("REDIS_URL", "redis://127.0.0.1:" + freePort());
        env.put("GITHUB_BASE_URL", "http://127.0.0.1:" + freePort());
        doctor(ExitCode.FAILED, "localhost:" + freePort());
        assertFault("redis", "does not answer", "start it: ./gateway up");
        assertFault("github", "does not answer", "let this machine reach it");
        assertFault("tls", "does not answer over TLS", "nobody speaks TLS there");
    }

    @Test
    void an_openid_connect_provider_that_does_not_take_the_credentials_is_told() throws Exception {
        env.put("OIDC_PROVIDERS", "corp,other");
        env.put("OIDC_CORP_ISSUER", env.getOrDefault("GITHUB_BASE_URL", ""));
        env.put("OIDC_CORP_CLIENT_ID", "gateway");
        env.put("OIDC_CORP_CLIENT_SECRET", "of-another-client");
        env.put("OIDC_OTHER_ISSUER", env.getOrDefault("GITHUB_BASE_URL", "") + "/other");
        env.put("OIDC_OTHER_CLIENT_ID", "gateway");
        env.put("OIDC_OTHER_CLIENT_SECRET", SECRET);
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("oidc corp", "does not accept OIDC_CORP_CLIENT_ID", "copy both");
        assertFault("oidc other", "is not the document of that issuer", "set OIDC_OTHER_ISSUER byte for byte");

        env.put("OIDC_PROVIDERS", "corp");
        env.put("OIDC_CORP_CLIENT_SECRET", SECRET);
        assertThat(doctor(ExitCode.OK, good.host(), "--ca", authority))
                .anySatisfy(finding -> assertThat(finding.toString()).contains("oidc corp", "accepts the credentials"));
    }

    @Test
    void an_openid_connect_provider_is_given_the_credentials_as_the_gateway_gives_them() throws Exception {
        env.put("OIDC_PROVIDERS", "corp,post");
        env.put("OIDC_CORP_ISSUER", env.getOrDefault("GITHUB_BASE_URL", ""));
        env.put("OIDC_CORP_CLIENT_ID", "gateway");
        env.put("OIDC_CORP_CLIENT_SECRET", ODD_SECRET);
        env.put("OIDC_POST_ISSUER", env.getOrDefault("GITHUB_BASE_URL", "") + "/post");
        env.put("OIDC_POST_CLIENT_ID", "gateway");
        env.put("OIDC_POST_CLIENT_SECRET", ODD_SECRET);

        assertThat(doctor(ExitCode.OK, good.host(), "--ca", authority))
                .anySatisfy(finding -> assertThat(finding.toString()).contains("oidc corp", "accepts the credentials"))
                .anySatisfy(finding -> assertThat(finding.toString()).contains("oidc post", "accepts the credentials"));
    }

    @Test
    void a_port_may_have_an_address_before_it() throws Exception {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"));
        parts.add(taken);
        env.put("BASE_DOMAIN", "no-such-domain.invalid");
        env.put("HTTP_PORT", "127.0.0.2:" + taken.getLocalPort());
        env.put("HTTPS_PORT", "127.0.0.1:" + taken.getLocalPort());
        doctor(ExitCode.FAILED);
        assertFault("127.0.0.2:" + taken.getLocalPort() + " is taken by another program", "set HTTP_PORT");
        assertFault("auth.no-such-domain.invalid has no address");
        assertThat(out.toString()).contains("127.0.0.1:" + taken.getLocalPort() + " is free");

        env.put("HTTP_PORT", "127.0.0.1:");
        env.put("HTTPS_PORT", "[::1]:70000");
        doctor(ExitCode.FAILED);
        assertFault("HTTP_PORT is no port", "with an address before a colon");
        assertFault("HTTPS_PORT is no port", "with an address before a colon");
        assertFault("auth.no-such-domain.invalid has no address");
    }

    @Test
    void secrets_are_read_from_the_files_that_settings_name() throws Exception {
        env.remove("GITHUB_CLIENT_SECRET");
        env.remove("JWT_PRIVATE_KEY_B64");
        env.put("GITHUB_CLIENT_SECRET_FILE", "/run/secrets/github");
        env.put("JWT_PRIVATE_KEY_B64_FILE", "signing-key");
        Path mounted = Files.createDirectories(folder.resolve("docker/secrets")).resolve("github");
        secret(mounted, SECRET + "\n");
        secret(folder.resolve("signing-key"), SIGNING_KEY);
        assertThat(doctor(ExitCode.OK, good.host(), "--ca", authority))
                .anySatisfy(finding -> assertThat(finding.toString()).contains("github", "accepts the credentials"));

        secret(mounted, "the-secret-of-another-app");
        secret(folder.resolve("signing-key"), key(1024));
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("does not accept GITHUB_CLIENT_ID", "copy both from your OAuth app");
        assertFault("has only 1024 bits", "./gateway keys rotate");
        assertThat(out.toString()).doesNotContain("the-secret-of-another-app");

        Files.delete(mounted);
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("github", "GITHUB_CLIENT_SECRET_FILE names a file that cannot be read here", "correct it in .env");
    }

    @Test
    void an_authority_of_one_s_own_is_trusted_where_settings_name_it() throws Exception {
        TestTlsServer gitHub = TestTlsServer.before(
                Files.createDirectory(folder.resolve("github")), port(env.getOrDefault("GITHUB_BASE_URL", "")));
        TestTlsServer redis = TestTlsServer.before(
                Files.createDirectory(folder.resolve("redis")), port(env.getOrDefault("REDIS_URL", "")));
        parts.add(gitHub);
        parts.add(redis);
        env.put("GITHUB_BASE_URL", "https://" + gitHub.host());
        env.put("REDIS_URL", "rediss://" + redis.host());
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("github", "its certificate is not trusted: let IDENTITY_CA name");
        assertFault("redis", "is not trusted", "let REDIS_CA name");

        env.put("IDENTITY_CA", gitHub.pem());
        env.put("REDIS_CA", redis.pem());
        assertThat(doctor(ExitCode.OK, good.host(), "--ca", authority))
                .anySatisfy(finding -> assertThat(finding.toString()).contains("github", "accepts the credentials"))
                .anySatisfy(finding -> assertThat(finding.toString()).contains("redis", " answers"));

        env.put("REDIS_CA", folder.resolve("no-such.pem").toString());
        env.put("IDENTITY_CA", folder.resolve(".env").toString());
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("redis", "REDIS_CA names a file that holds no certificates");
        assertFault("github", "IDENTITY_CA names a file that holds no certificates", "correct it in .env");
    }

    private static void secret(Path file, String value) throws IOException {
        Files.writeString(file, value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static int port(String address) {
        return URI.create(address).getPort();
    }

    @Test
    void a_redis_that_only_its_container_reaches_is_asked_there() throws Exception {
        env.remove("REDIS_URL");
        doctor(ExitCode.OK, good.host(), "--ca", authority);
        assertThat(out.toString()).contains("no container of Redis runs");

        containers = "redis_version:8.0\nmaxmemory_policy:volatile-lru\naof_enabled:0";
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("maxmemory-policy is volatile-lru", "config set maxmemory-policy noeviction");
        assertFault("nothing is kept on the disk", "config set appendonly yes");
        assertThat(Files.readString(folder.resolve("bin/calls"))).doesNotContain(PASSWORD);

        containers = "NOAUTH Authentication required.";
        doctor(ExitCode.FAILED, good.host(), "--ca", authority);
        assertFault("its container does not accept REDIS_PASSWORD");
    }

    @Test
    void without_settings_it_says_what_to_do() throws Exception {
        env.clear();
        Files.deleteIfExists(folder.resolve(".env"));

        assertThat(execute(List.of("doctor", "--output", "json"))).isEqualTo(ExitCode.FAILED.number());
        assertFault("files", "is not there", "./gateway setup");
        assertFault("BASE_DOMAIN is not set", "correct it in ");
        assertFault("docker is not installed", "compose 2.24");
    }

    @Test
    void what_is_no_host_is_a_usage_error() {
        assertThat(execute(List.of("doctor", "https://auth.example.com"))).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).startsWith("gateway: a host must be written as auth.example.com");
    }

    private void assertFault(String... words) {
        assertThat(findings(out.toString()).stream()
                        .filter(finding -> finding.getString("state").equals("fault"))
                        .map(JsonObject::toString))
                .as(String.join(", ", words))
                .anySatisfy(finding -> assertThat(finding).contains(words));
    }

    /** Writes the settings, asks, and gives what was found. */
    private List<JsonObject> doctor(ExitCode expected, String... arguments) throws IOException {
        Path file = Files.writeString(
                folder.resolve(".env"),
                env.entrySet().stream()
                        .map(entry -> entry.getKey() + (entry.getKey().contains(" ") ? " " : "=") + entry.getValue())
                        .collect(Collectors.joining("\n")));
        boolean plant = expected == ExitCode.FAILED;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(plant ? "rw-r--r--" : "rw-------"));
        docker();
        out.getBuffer().setLength(0);
        List<String> line = new ArrayList<>(List.of("doctor", "--output", "json"));
        line.addAll(List.of(arguments));
        assertThat(execute(line)).as(out + "\n" + err).isEqualTo(expected.number());
        return findings(out.toString());
    }

    private int execute(List<String> line) {
        Map<String, String> environment = Map.of("PATH", folder.resolve("bin").toString());
        CommandLine gateway = Gateway.commandLine(new CommandContext(environment, folder, clock));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(line.toArray(String[]::new));
    }

    private static List<JsonObject> findings(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    private void docker() throws IOException {
        Path docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Path information = Files.writeString(docker.resolveSibling("information"), containers);
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>CALLS
                case "$*" in
                  version*) echo 28.1.0 ;;
                  compose*) echo COMPOSE ;;
                  *service=redis*) [ ! -s INFORMATION ] || echo 0123456789ab ;;
                  exec*" info") while read -r line || [ -n "$line" ]; do echo "$line"; done <INFORMATION ;;
                  exec*" save") echo save; echo ;;
                esac
                """.replace("COMPOSE", compose)
                .replace("CALLS", docker.resolveSibling("calls").toString())
                .replace("INFORMATION", information.toString()));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int redis(String... settings) throws IOException {
        int port = freePort();
        var builder = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .setting("dir " + folder)
                .setting("requirepass " + PASSWORD);
        List.of(settings).forEach(builder::setting);
        RedisServer server = builder.build();
        server.start();
        parts.add(server::stop);
        return port;
    }

    /** The token endpoints of GitHub and of an OpenID Connect provider, as they answer a code that they never gave. */
    private String gitHub() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/login/oauth/access_token", DoctorCommandTest::redeem);
        server.createContext("/token", DoctorCommandTest::redeemByBasic);
        server.createContext("/post/token", DoctorCommandTest::redeemByForm);
        server.createContext(
                "/post/",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"issuer\":\"" + address + "/post\",\"token_endpoint\":\"" + address + "/post/token\","
                                + "\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]}"));
        server.createContext(
                "/",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"issuer\":\"" + address + "\",\"token_endpoint\":\"" + address + "/token\"}"));
        server.start();
        parts.add(() -> server.stop(0));
        return address;
    }

    private static void redeem(HttpExchange exchange) throws IOException {
        String form = URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        boolean known = form.contains("client_secret=" + SECRET);
        answer(
                exchange,
                200,
                "{\"error\":\"" + (known ? "bad_verification_code" : "incorrect_client_credentials") + "\"}");
    }

    private static void redeemByBasic(HttpExchange exchange) throws IOException {
        String said = exchange.getRequestHeaders().getFirst("Authorization");
        redeemed(
                exchange,
                Stream.of(SECRET, ODD_SECRET).anyMatch(secret -> basic(secret).equals(said)));
    }

    /** With each half as in a form (RFC 6749 s2.3.1). */
    private static String basic(String secret) {
        String pair = "gateway:" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static void redeemByForm(HttpExchange exchange) throws IOException {
        List<String> form =
                List.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII).split("&"));
        String secret = "client_secret=" + URLEncoder.encode(ODD_SECRET, StandardCharsets.UTF_8);
        boolean elsewhere = exchange.getRequestHeaders().containsKey("Authorization");
        redeemed(exchange, !elsewhere && form.contains("client_id=gateway") && form.contains(secret));
    }

    private static void redeemed(HttpExchange exchange, boolean known) throws IOException {
        answer(exchange, known ? 400 : 401, "{\"error\":\"" + (known ? "invalid_grant" : "invalid_client") + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String key(int bits) {
        return Base64.getEncoder().encodeToString(NewSecrets.rsaKey(bits).getBytes(StandardCharsets.US_ASCII));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
