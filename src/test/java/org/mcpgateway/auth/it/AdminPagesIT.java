package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.auth.support.Administrator.items;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.Administrator;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/** The pages on which operators see and end what there is; whom and what they refuse first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminPagesIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final String ADMIN = SERVER.issuer() + "/admin";
    private static final Pattern NEXT = Pattern.compile("<a href=\"([^\"]+)\">Next part</a>");

    private final TestBrowser browser = new TestBrowser();
    private final String username = "user-" + UUID.randomUUID();
    private final Person person = new Person(SERVER, username);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/clients",
                "/client?client_id=robot",
                "/tokens",
                "/users",
                "/user?username=a",
                "/consents",
                "/sessions",
                "/services",
                "/audit"
            })
    void whoever_is_not_signed_in_sees_nothing_but_the_question_to_do_so(String page) {
        Answer answer = browser.open(ADMIN + page);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Sign in").doesNotContain("You administer as", "robot");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("script-src", "unsafe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/client/delete?client_id=robot",
                "/token/revoke?jti=a",
                "/user/revoke?username=a",
                "/session/end?session=a",
                "/service/restart?service=time",
                "/consent/withdraw?username=a&client_id=b"
            })
    void whoever_is_not_signed_in_ends_nothing(String act) {
        Answer page = browser.open(ADMIN);

        assertThat(browser.submit(page, ADMIN + act).status()).isEqualTo(403);
    }

    @Test
    void somebody_who_does_not_administer_is_refused_and_the_attempt_is_recorded() {
        signIn(username);

        Answer page = browser.open(ADMIN + "/clients");
        Answer act = browser.send(ADMIN + "/client/delete?client_id=robot", "token", "x");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body())
                .contains("<h1>", username + " does not administer")
                .doesNotContain("robot");
        assertThat(act.status()).isEqualTo(403);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(items(new Administrator(SERVER)
                                        .get("audit", "event", "administrative_act", "user", username))
                                .getValuesAs(JsonObject.class))
                        .extracting(event -> event.getString("act"), event -> event.getString("status"))
                        .containsExactlyInAnyOrder(
                                tuple("GET /admin/clients", "403"), tuple("POST /admin/client/delete", "403")));
    }

    @Test
    void a_form_of_another_browser_ends_nothing() {
        TestApp app = TestApp.publicClient(SERVER);
        var other = new TestBrowser();
        signIn(other, AuthServer.ADMINISTRATOR);
        signIn(AuthServer.ADMINISTRATOR);
        Answer foreign = other.open(ADMIN + "/client?client_id=" + app.clientId());

        Answer refused = browser.submit(foreign, ADMIN + "/client/delete?client_id=" + app.clientId());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(ADMIN + "/client?client_id=" + app.clientId()).status())
                .isEqualTo(200);
    }

    @Test
    void a_form_of_the_page_before_the_sign_in_ends_nothing() {
        TestApp app = TestApp.publicClient(SERVER);
        Answer before = browser.open(ADMIN);
        signIn(AuthServer.ADMINISTRATOR);

        assertThat(browser.submit(before, ADMIN + "/client/delete?client_id=" + app.clientId())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_page_of_another_site_ends_nothing() {
        TestApp app = TestApp.publicClient(SERVER);
        signIn(AuthServer.ADMINISTRATOR);

        assertThat(browser.send(ADMIN + "/client/delete?client_id=" + app.clientId())
                        .status())
                .isEqualTo(400);
        assertThat(browser.send(ADMIN + "/client/delete?client_id=" + app.clientId(), "token", "guessed")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"/client/delete?client_id=robot", "/token/revoke?jti=a", "/user/revoke?username=a", "/sign-in"})
    void opening_an_act_s_address_does_nothing(String act) {
        signIn(AuthServer.ADMINISTRATOR);

        assertThat(browser.open(ADMIN + act).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "/client, 400",
        "/client?client_id=nobody, 404",
        "/clients?cursor=%25%25, 400",
        "/tokens?username=a&client_id=b, 400",
        "/user?username=nobody, 404",
        "/audit?since=yesterday, 400",
        "/audit?since=%2B300000000-01-01T00:00:00Z, 400",
        "/audit?cursor=1, 400",
        "/nothing, 404"
    })
    void a_page_that_cannot_be_made_says_why(String page, int status) {
        signIn(AuthServer.ADMINISTRATOR);

        Answer answer = browser.open(ADMIN + page);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("That did not work");
    }

    @Test
    void a_cookie_opens_nothing_of_the_api() {
        signIn(AuthServer.ADMINISTRATOR);

        String cookies = browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));

        Answer answer = SERVER.client().get("/admin/api/stats", "Cookie", cookies);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void under_another_name_than_the_administration_s_there_is_nothing() {
        Answer answer =
                SERVER.client().get("/admin", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "time.gateway.test");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("Sign in");
    }

    @Test
    void the_overview_counts_and_charts_what_is_measured() {
        TestApp.publicClient(SERVER).tokens(person);
        signIn(AuthServer.ADMINISTRATOR);

        String body = browser.open(ADMIN).body();

        assertThat(body)
                .contains("You administer as <strong>" + AuthServer.ADMINISTRATOR, "<code>token</code>", "half within")
                .containsPattern("Access tokens</a></th><td>[1-9][0-9]*</td>")
                .containsPattern("<rect class=\"bar\" width=\"100\"")
                .containsPattern("(?s)The last hour</h2>.*<path class=\"bar\" d=\"M[^\"]+z\">.*The last day</h2>")
                .containsPattern("<strong>Requests</strong> <span class=\"note\">[1-9][0-9]* in all · ")
                .containsPattern("<tr><th scope=\"row\">[0-9]{2}:[0-9]{2}</th><td>[1-9][0-9]*</td>")
                .doesNotContain("<script", "style=");
    }

    @Test
    void clients_are_listed_part_by_part_and_found_by_their_name() {
        String name = "Client " + UUID.randomUUID();
        List<String> registered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            registered.add(TestApp.publicClient(SERVER).clientId());
        }
        String id = SERVER.client()
                .json(
                        "/register",
                        "{\"client_name\":\"<b>" + name + "\",\"redirect_uris\":[\"http://127.0.0.1/callback\"]}")
                .json()
                .getString("client_id");
        signIn(AuthServer.ADMINISTRATOR);

        assertThat(all("/clients"))
                .contains(registered)
                .contains(AuthServer.MACHINE_CLIENT)
                .doesNotContain("since 1970");
        assertThat(all("/clients?text=" + encoded(name.toUpperCase(Locale.ROOT))))
                .contains(id, "&lt;b&gt;" + name)
                .doesNotContain("<b>Client", registered.getFirst());
    }

    @Test
    void a_deleted_client_is_gone_with_its_tokens() {
        TestApp app = TestApp.publicClient(SERVER);
        String token = app.tokens(person).getString("access_token");
        signIn(AuthServer.ADMINISTRATOR);
        Answer page = browser.open(ADMIN + "/client?client_id=" + app.clientId());
        assertThat(page.body()).contains(username, "Delete ").doesNotContain(token);

        Answer done = browser.submit(page, ADMIN + "/client/delete?client_id=" + app.clientId());

        assertThat(URI.create(done.header("Location"))).isEqualTo(URI.create(ADMIN + "/clients"));
        assertThat(browser.open(ADMIN + "/client?client_id=" + app.clientId()).status())
                .isEqualTo(404);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestApp.verify(SERVER, token, "time").status() == 401);
    }

    @Test
    void a_client_of_the_configuration_stays() {
        signIn(AuthServer.ADMINISTRATOR);
        Answer robot = browser.open(ADMIN + "/client?client_id=" + AuthServer.MACHINE_CLIENT);
        Answer other = browser.open(
                ADMIN + "/client?client_id=" + TestApp.publicClient(SERVER).clientId());

        assertThat(robot.body()).contains("MACHINE_CLIENTS").doesNotContain("Delete ");
        assertThat(browser.submit(other, ADMIN + "/client/delete?client_id=" + AuthServer.MACHINE_CLIENT)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_revoked_token_is_refused_and_no_longer_listed() {
        TestApp app = TestApp.publicClient(SERVER);
        String token = app.tokens(person).getString("access_token");
        signIn(AuthServer.ADMINISTRATOR);
        Answer page = browser.open(ADMIN + "/tokens?username=" + username);
        assertThat(page.body()).contains(app.clientId()).doesNotContain(token);

        Answer done = browser.submit(page, ADMIN + act(page.body(), "/token/revoke"));

        assertThat(done.status()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestApp.verify(SERVER, token, "time").status() == 401);
        assertThat(browser.open(ADMIN + "/tokens?username=" + username).body()).contains("None in this part");
    }

    @Test
    void everything_of_a_user_ends_and_the_consents_where_they_are_not_kept() {
        TestApp app = TestApp.publicClient(SERVER);
        JsonObject tokens = app.tokens(person);
        signIn(AuthServer.ADMINISTRATOR);
        Answer page = browser.open(ADMIN + "/user?username=" + username);
        assertThat(page.body()).contains("1 access tokens");

        browser.submit(page, ADMIN + "/user/revoke?username=" + username, "keep_consents", "yes");

        assertThat(app.refresh(tokens.getString("refresh_token")).error()).isEqualTo("invalid_grant");
        assertThat(browser.open(ADMIN + "/consents?username=" + username).body())
                .contains(app.clientId());

        browser.submit(browser.open(ADMIN + "/user?username=" + username), ADMIN + "/user/revoke?username=" + username);
        assertThat(browser.open(ADMIN + "/user?username=" + username).status()).isEqualTo(404);
    }

    @Test
    void a_consent_is_withdrawn_with_what_came_of_it() {
        TestApp app = TestApp.publicClient(SERVER);
        JsonObject tokens = app.tokens(person);
        signIn(AuthServer.ADMINISTRATOR);
        Answer page = browser.open(ADMIN + "/consents?username=" + username);

        Answer done = browser.submit(page, ADMIN + act(page.body(), "/consent/withdraw"));

        assertThat(done.status()).isEqualTo(303);
        assertThat(app.refresh(tokens.getString("refresh_token")).error()).isEqualTo("invalid_grant");
        assertThat(browser.open(ADMIN + "/consents?username=" + username).body())
                .contains("None in this part");
    }

    @Test
    void every_act_is_in_the_audit_trail_with_who_did_it_and_found_there() {
        TestApp app = TestApp.publicClient(SERVER);
        signIn(AuthServer.ADMINISTRATOR);
        browser.submit(
                browser.open(ADMIN + "/client?client_id=" + app.clientId()),
                ADMIN + "/client/delete?client_id=" + app.clientId());

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            List<JsonObject> events = items(new Administrator(SERVER)
                            .get("audit", "event", "administrative_act", "text", app.clientId(), "user", "Olivia"))
                    .getValuesAs(JsonObject.class);
            assertThat(events)
                    .extracting(event -> event.getString("act"), event -> event.getString("status"))
                    .contains(tuple("POST /admin/client/delete", "303"), tuple("GET /admin/client", "200"));
        });
        assertThat(all("/audit?event=client_deleted&client_id=" + app.clientId()))
                .contains("an administrator ended it", app.clientId());
        assertThat(browser.open(ADMIN + "/audit?since=2999-01-01T00:00:00Z").body())
                .contains("None in this part");
    }

    @Test
    void blanks_around_what_is_sought_in_the_audit_trail_do_not_count() {
        TestApp app = TestApp.publicClient(SERVER);
        app.tokens(person);
        signIn(AuthServer.ADMINISTRATOR);
        String page = ADMIN + "/audit?user=" + encoded(username + " ") + "&since=" + encoded(" 2020-01-01T00:00:00Z");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(browser.open(page).body()).contains(app.clientId()));
    }

    /**
     * Every minute and every endpoint of every hour busy, and every event: as large as the overview gets. What it takes
     * is told beside a page that counts nothing, asked in turn with it, since machines differ and have other work.
     */
    @Test
    void the_overview_of_a_day_without_a_rest_is_small_and_quick() {
        long now = Instant.now().getEpochSecond();
        for (int i = 1; i < 60; i++) {
            fill(RedisKeys.trafficOfMinute(now - now % 60 - i * 60L), 1);
        }
        for (int i = 1; i < 24; i++) {
            fill(RedisKeys.trafficOfHour(now - now % 3600 - i * 3600L), 20);
        }
        signIn(AuthServer.ADMINISTRATOR);
        long[] overviews = new long[9];
        long[] others = new long[overviews.length];
        String body = "";
        for (int i = 0; i < overviews.length; i++) {
            long start = System.nanoTime();
            body = browser.open(ADMIN).body();
            long between = System.nanoTime();
            browser.open(ADMIN + "/clients");
            overviews[i] = between - start;
            others[i] = System.nanoTime() - between;
        }

        assertThat(body.split("<th scope=\"row\">[0-9]{2}:[0-9]{2}</th>", -1)).hasSizeGreaterThan(80);
        assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(90 * 1024);
        assertThat(median(overviews)).isLessThan(15 * median(others));
    }

    private static long median(long[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void fill(String key, int endpoints) {
        Map<String, String> counts = new HashMap<>();
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            for (int digit = 2; digit < 6; digit++) {
                counts.put("answers:filled-" + endpoint + ":" + digit, "123456");
            }
            for (String bound : "5.0E-4 0.001 0.0025 0.005 0.01 0.025 0.1 0.5 2.0 10.0 Infinity".split(" ")) {
                counts.put("seconds:filled-" + endpoint + ":" + bound, "44893");
            }
        }
        for (AuditEvent.Type type : AuditEvent.Type.values()) {
            counts.put("events:" + type.wireName(), "4711");
        }
        RMap<String, String> hash = SERVER.redis().client().getMap(key, StringCodec.INSTANCE);
        hash.putAll(counts);
        hash.expire(Duration.ofMinutes(10));
    }

    private void signIn(String name) {
        signIn(browser, name);
    }

    static void signIn(TestBrowser browser, String name) {
        Answer asked = browser.submit(browser.open(ADMIN), ADMIN + "/sign-in");
        Answer form = browser.open(asked.header("Location"));
        Answer named = browser.submit(form, SERVER.issuer() + "/local/sign-in", "username", name);
        Answer back = browser.open(named.header("Location"));
        assertThat(URI.create(back.header("Location")).getPath()).isEqualTo("/admin");
    }

    /** A page and those that follow it. */
    private String all(String page) {
        var all = new StringBuilder();
        String next = ADMIN + page;
        while (!next.isEmpty()) {
            String body = browser.open(next).body();
            all.append(body);
            Matcher link = NEXT.matcher(body);
            next = link.find() ? SERVER.issuer() + link.group(1).replace("&amp;", "&") : "";
        }
        return all.toString();
    }

    /** The address of a page's first form of this kind, below {@code /admin}. */
    private static String act(String body, String path) {
        Matcher action =
                Pattern.compile("action=\"/admin(" + path + "[^\"]*)\"").matcher(body);
        assertThat(action.find()).as(body).isTrue();
        return action.group(1).replace("&amp;", "&");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
