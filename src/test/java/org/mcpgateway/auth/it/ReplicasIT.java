package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Crowd;
import org.mcpgateway.auth.support.Quickest;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.auth.support.TestKeys;

/**
 * Two replicas of one issuer on one Redis, in the middle of a change: the second already signs with the next key, wants
 * an operator's token for registrations and a resource in each request.
 */
@TestMethodOrder(OrderAnnotation.class) // the last of them stops one
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplicasIT {

    private static final AuthServer FIRST = AuthServer.shared();
    private static final KeyPair NEXT = TestKeys.rsa();
    private static final String INITIAL_ACCESS = "initial-access-token-of-the-operator";

    private static final Pattern JWKS = Pattern.compile("<code>jwks</code> <strong>([0-9]+)</strong>");

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static AuthServer second;

    private final TestAuthorization app = TestAuthorization.of(FIRST);

    @BeforeAll
    static void the_next_replica_starts() {
        second = AuthServer.start(Map.of(
                "GATEWAY_ISSUER",
                FIRST.issuer().toString(),
                "MCP_RESOURCE_PATTERNS",
                FIRST.issuer() + "/services/{service}/mcp",
                "JWT_PRIVATE_KEY_B64",
                TestKeys.privatePem(NEXT),
                "JWT_PREVIOUS_PUBLIC_KEYS_B64",
                TestKeys.publicPem(TestKeys.signing()),
                "REGISTRATION_ACCESS",
                "token",
                "REGISTRATION_TOKEN",
                INITIAL_ACCESS,
                "REQUIRE_RESOURCE",
                "true"));
    }

    @AfterAll
    static void it_stops() {
        second.close();
    }

    @Test
    void a_token_of_the_key_before_is_good_at_the_replica_that_signs_with_the_next() {
        String token = app.tokens().getString("access_token");

        assertThat(verify(second, token)).isEqualTo(200);
        assertThat(second.client().get("/jwks").json().getJsonArray("keys")).hasSize(2);
    }

    @Test
    void a_token_of_a_key_that_was_not_announced_is_refused() {
        String refreshToken = app.tokens().getString("refresh_token");
        String token = app.refreshAt(second.client(), refreshToken).json().getString("access_token");

        assertThat(verify(second, token)).isEqualTo(200);
        assertThat(verify(FIRST, token)).isEqualTo(401);
    }

    @Test
    void a_revocation_at_one_is_seen_at_the_other_within_a_second() throws Exception {
        assertThat(Quickest.below(A_SECOND, this::untilRevocationIsSeen)).isLessThan(A_SECOND);
    }

    @Test
    void the_same_old_refresh_token_gives_the_same_successor_at_each() {
        String old = app.tokens().getString("refresh_token");
        AtomicInteger turn = new AtomicInteger();

        List<Answer> answers =
                Crowd.of(20, () -> app.refreshAt((turn.getAndIncrement() % 2 == 0 ? FIRST : second).client(), old));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(answer -> answer.json().getString("refresh_token")))
                .containsOnly(answers.getFirst().json().getString("refresh_token"))
                .doesNotContain(old);
    }

    @Test
    void a_code_that_one_gave_is_redeemed_once_at_either() {
        String code = app.code();
        AtomicInteger turn = new AtomicInteger();

        List<Answer> answers = Crowd.of(20, () -> redeem(turn.getAndIncrement() % 2 == 0 ? FIRST : second, code));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_registration_without_the_operators_token_is_refused() {
        TestClient client = second.client();
        String body = "{\"redirect_uris\":[\"https://app.example.com/cb\"]}";

        Answer without = client.json("/register", body, "Host", FIRST.issuer().getRawAuthority());
        Answer wrong = client.json(
                "/register", body, "Host", FIRST.issuer().getRawAuthority(), "Authorization", "Bearer guess");

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(client.json(
                                "/register",
                                body,
                                "Host",
                                FIRST.issuer().getRawAuthority(),
                                "Authorization",
                                "Bearer " + INITIAL_ACCESS)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_request_without_a_resource_is_an_invalid_target_where_one_is_required() {
        Answer answer = second.client()
                .get(
                        app.url().substring(FIRST.issuer().toString().length()),
                        "Host",
                        FIRST.issuer().getRawAuthority());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("error=invalid_target");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void what_a_replica_answered_is_charted_at_the_other_though_it_stopped() {
        var browser = new TestBrowser();
        AdminPagesIT.signIn(browser, AuthServer.ADMINISTRATOR);
        long before = charted(browser);
        for (int i = 0; i < 20; i++) {
            assertThat(second.client().get("/jwks").status()).isEqualTo(200);
        }

        second.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> charted(browser) >= before + 20);
    }

    /** The answers of {@code /jwks} in the last day, as the page of the first says. */
    private static long charted(TestBrowser browser) {
        String page = browser.open(FIRST.issuer() + "/admin").body();
        Matcher bar = JWKS.matcher(page);
        assertThat(bar.find()).as(page).isTrue();
        return Long.parseLong(bar.group(1));
    }

    private Answer redeem(AuthServer replica, String code) {
        return replica.client()
                .formFor(
                        FIRST.issuer().getRawAuthority(),
                        "/token",
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "code_verifier",
                        app.codeVerifier(),
                        "client_id",
                        app.clientId());
    }

    private Duration untilRevocationIsSeen() {
        String token = app.tokens().getString("access_token");
        assertThat(verify(second, token)).isEqualTo(200);
        assertThat(verify(second, token)).isEqualTo(200);

        FIRST.client().form("/revoke", "token", token, "client_id", app.clientId());
        long revoked = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20)).until(() -> verify(second, token) == 401);
        return Duration.ofNanos(System.nanoTime() - revoked);
    }

    private static int verify(AuthServer replica, String token) {
        return replica.client()
                .verify(FIRST.issuer().getRawAuthority(), "/services/time/mcp", token)
                .status();
    }
}
