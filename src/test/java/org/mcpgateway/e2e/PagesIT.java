package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * Every page in a real Chromium: axe-core finds nothing serious, light and dark, on a phone and on a desk; none is slow
 * or large. {@code -Dpages.pictures=docs/pictures} takes the pictures of the documentation.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesIT {

    private static final int LARGEST = 100 * 1024;

    /** The promise is 100 ms; the machines that test it do other things besides. */
    private static final Duration LONGEST = Duration.ofMillis(400);

    private static final int ASKED = 9;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Integer> STATUSES = Map.of("error", 403, "admin-error", 404, "service", 401);

    /** White on white, and a field that nobody names. */
    private static final String BROKEN = "data:text/html,<html lang=en><title>a</title><main><h1>a</h1>"
            + "<p style='color:%23eee;background:%23fff'>faint</p><input></main><div style='width:2000px'>wide</div>";

    private static AuthServer server;
    private static final TestBrowser OPERATOR = new TestBrowser();
    private static final List<Shown> PAGES = new ArrayList<>();

    /** A page to look at; pictures of some are in the documentation. */
    record Shown(String name, String url, Map<String, String> cookies, Map<String, String> headers, boolean picture) {}

    /** What a browser is told to look at, and where pictures go. */
    record Plan(List<Shown> pages, String pictures) {}

    /** Two ways to sign in, so that people have to choose. */
    @BeforeAll
    static void every_page_has_something_to_show() {
        server = AuthServer.start(Map.of(
                "GITHUB_CLIENT_ID", "pages",
                "GITHUB_CLIENT_SECRET", UUID.randomUUID().toString(),
                "ALLOWED_GITHUB_USERS", "octocat"));
        signIn();
        TestAuthorization client = TestAuthorization.of(server, "Weather desk", TestAuthorization.REDIRECT_URI);
        String code = TestAuthorization.query(client.letIn(OPERATOR, AuthServer.ADMINISTRATOR))
                .get("code");
        assertThat(client.exchange(code).status()).isEqualTo(200);
        TestAuthorization asking = TestAuthorization.of(server, "Notebook", TestAuthorization.REDIRECT_URI);
        var stranger = new TestBrowser();

        main("home", "/");
        add("chooser", asking.url().substring(server.issuer().toString().length()), Map.of(), Map.of(), false);
        main("consent", asking.url().substring(server.issuer().toString().length()));
        main("sign-in", localSignIn(asking, stranger), stranger);
        other("device", "/device");
        other("device-consent", "/device?user_code=" + userCode());
        other("success", "/success?code=" + "a".repeat(43));
        other("error", "/error?error=access_denied");
        add("account-sign-in", "/account", Map.of(), Map.of(), false);
        main("account", "/account");
        add("admin-sign-in", "/admin", Map.of(), Map.of(), false);
        main("admin", "/admin");
        other("admin-clients", "/admin/clients");
        other("admin-client", "/admin/client?client_id=" + client.clientId());
        other("admin-tokens", "/admin/tokens?username=" + AuthServer.ADMINISTRATOR);
        other("admin-users", "/admin/users");
        other("admin-user", "/admin/user?username=" + AuthServer.ADMINISTRATOR);
        other("admin-consents", "/admin/consents?username=" + AuthServer.ADMINISTRATOR);
        main("admin-audit", "/admin/audit?client_id=" + client.clientId());
        other("admin-error", "/admin/client?client_id=nobody");
        add("service", "/verify", Map.of(), askedByTheProxy(), false);
    }

    @AfterAll
    static void the_server_stops() {
        server.close();
    }

    @Test
    void nothing_serious_keeps_people_from_using_any_page() throws Exception {
        List<JsonNode> seen = look(new Plan(PAGES, pictures()));

        assertThat(seen).hasSize(PAGES.size() * 4);
        assertThat(seen).allSatisfy(page -> {
            assertThat(page.get("violations")).as("%s: axe-core", page).isEmpty();
            assertThat(page.get("scrolls").asBoolean())
                    .as("%s: scrolls sideways", page)
                    .isFalse();
            assertThat(page.get("status").asInt())
                    .as("%s: status", page)
                    .isEqualTo(STATUSES.getOrDefault(page.get("name").asText(), 200));
            assertThat(page.get("problems").toString())
                    .as("%s: the browser's console", page)
                    .doesNotContain("Security Policy");
        });
        assertThat(headings(seen)).as("pages that are not what they are called").doesNotHaveDuplicates();
    }

    @Test
    void the_look_finds_what_is_wrong() throws Exception {
        List<JsonNode> seen = look(new Plan(List.of(new Shown("broken", BROKEN, Map.of(), Map.of(), false)), ""));

        assertThat(seen).hasSize(4).allSatisfy(page -> {
            assertThat(page.get("violations").toString()).contains("color-contrast", "label");
            assertThat(page.get("scrolls").asBoolean()).isTrue();
        });
    }

    @Test
    void no_page_is_large_or_slow() throws IOException {
        int style = server.client().get("/assets/gateway.css").body().getBytes(StandardCharsets.UTF_8).length;
        List<String> measured = new ArrayList<>();
        for (Shown page : PAGES) {
            long[] nanos = new long[ASKED];
            Answer answer = null;
            for (int i = 0; i < ASKED; i++) {
                long start = System.nanoTime();
                answer = server.client()
                        .get(page.url().substring(server.issuer().toString().length()), headers(page));
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            Duration median = Duration.ofNanos(nanos[ASKED / 2]);
            int bytes = answer.body().getBytes(StandardCharsets.UTF_8).length + style;
            measured.add("%-16s %6d bytes with its style sheet, median %3d ms"
                    .formatted(page.name(), bytes, median.toMillis()));
            assertThat(answer.header("Content-Type")).as(page.name()).startsWith("text/html");
            assertThat(bytes).as(page.name()).isLessThan(LARGEST);
            assertThat(median).as(page.name()).isLessThan(LONGEST);
        }
        Files.write(Path.of(System.getProperty("gateway.root", "")).resolve("target/pages.txt"), measured);
    }

    /** What Chromium and axe-core say of each page, at both widths and in both schemes. */
    static List<JsonNode> look(Plan plan) throws IOException, InterruptedException {
        Path chromium = Runtimes.chromium();
        RealClient script = RealClient.node("pages.mjs");
        Path file = Files.createTempFile("pages", ".json");
        JSON.writeValue(file.toFile(), plan);
        List<JsonNode> seen = new ArrayList<>();
        script.run(List.of(chromium.toString(), file.toString()), line -> {
            if (line.startsWith("PAGE ")) {
                seen.add(JSON.readTree(line.substring("PAGE ".length())));
            }
        });
        Files.delete(file);
        return seen;
    }

    static String pictures() {
        String folder = System.getProperty("pages.pictures", "");
        return folder.isEmpty() ? "" : Path.of(folder).toAbsolutePath().toString();
    }

    /** The same heading twice means that a page shows an error, or the question to sign in, in place of itself. */
    private static List<String> headings(List<JsonNode> seen) {
        return seen.stream()
                .filter(page -> page.get("width").asInt() == 320
                        && page.get("scheme").asText().equals("light")
                        && !List.of("chooser", "error", "admin-error", "account-sign-in")
                                .contains(page.get("name").asText()))
                .map(page -> page.get("heading").asText())
                .toList();
    }

    private static String[] headers(Shown page) {
        List<String> headers = new ArrayList<>(List.of("Accept", "text/html", "Sec-Fetch-Mode", "navigate"));
        headers.addAll(List.of("Sec-Fetch-Site", "none"));
        page.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        List<String> cookies = new ArrayList<>();
        page.cookies().forEach((name, value) -> cookies.add(name + "=" + value));
        if (!cookies.isEmpty()) {
            headers.addAll(List.of("Cookie", String.join("; ", cookies)));
        }
        return headers.toArray(String[]::new);
    }

    private static void main(String name, String path) {
        add(name, path, OPERATOR.cookies(), Map.of(), true);
    }

    private static void main(String name, String path, TestBrowser browser) {
        add(name, path, browser.cookies(), Map.of(), true);
    }

    private static void other(String name, String path) {
        add(name, path, OPERATOR.cookies(), Map.of(), false);
    }

    private static void add(
            String name, String path, Map<String, String> cookies, Map<String, String> headers, boolean picture) {
        PAGES.add(new Shown(name, server.issuer() + path, cookies, headers, picture));
    }

    private static String localSignIn(TestAuthorization asking, TestBrowser browser) {
        Answer next = browser.submit(
                browser.open(asking.url()), server.issuer() + "/authorize", "decision", "approve", "provider", "local");
        URI address = URI.create(next.header("Location"));
        return address.getPath() + "?" + address.getRawQuery();
    }

    private static void signIn() {
        String admin = server.issuer() + "/admin";
        Answer asked = OPERATOR.submit(OPERATOR.open(admin), admin + "/sign-in", "provider", "local");
        Answer form = OPERATOR.open(asked.header("Location"));
        Answer named = OPERATOR.submit(form, server.issuer() + "/local/sign-in", "username", AuthServer.ADMINISTRATOR);
        OPERATOR.open(named.header("Location"));
    }

    private static String userCode() {
        TestAuthorization lamp = TestAuthorization.registered(
                server,
                Json.createObjectBuilder()
                        .add("client_name", "Lamp")
                        .add("token_endpoint_auth_method", "none")
                        .add(
                                "grant_types",
                                Json.createArrayBuilder().add("urn:ietf:params:oauth:grant-type:device_code")));
        return server.client()
                .form("/device_authorization", "client_id", lamp.clientId())
                .json()
                .getString("user_code");
    }

    private static Map<String, String> askedByTheProxy() {
        return Map.of(
                "X-Forwarded-Host", server.issuer().getAuthority(),
                "X-Forwarded-Proto", "http",
                "X-Forwarded-Method", "GET",
                "X-Forwarded-Uri", "/services/time/mcp");
    }
}
