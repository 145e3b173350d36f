package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.auth.support.TestAuthorization.query;

import io.jsonwebtoken.Jwts;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.ForgedIdToken;
import org.mcpgateway.auth.support.ForgedTokens;
import org.mcpgateway.auth.support.GitHubSimulator;
import org.mcpgateway.auth.support.OpenIdSimulator;
import org.mcpgateway.auth.support.OpenIdSimulator.Fault;
import org.mcpgateway.auth.support.ProviderSignIn;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Sign-in with OpenID Connect providers beside GitHub, against strict doubles behind real HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenIdIT {

    private static OpenIdSimulator corp;
    private static OpenIdSimulator partner;
    private static OpenIdSimulator asleep;
    private static OpenIdSimulator elliptic;
    private static GitHubSimulator github;
    private static AuthServer server;

    private ProviderSignIn signIn;

    @BeforeAll
    static void start() {
        corp = OpenIdSimulator.plain();
        partner = OpenIdSimulator.modern();
        asleep = OpenIdSimulator.modern();
        asleep.fail(Fault.DOWN);
        elliptic = OpenIdSimulator.plain();
        elliptic.rotateKey(Jwts.SIG.ES256);
        github = new GitHubSimulator();
        Map<String, String> settings = new HashMap<>(github.settings());
        settings.putAll(corp.settings("corp"));
        settings.putAll(partner.settings("partner"));
        settings.putAll(asleep.settings("asleep"));
        settings.putAll(elliptic.settings("elliptic"));
        settings.put("LOCAL_IDENTITY", "false");
        settings.put("ALLOWED_GITHUB_USERS", "octocat");
        settings.put("OIDC_PROVIDERS", "corp,partner,asleep,elliptic");
        settings.put("OIDC_CORP_ALLOWED_USERS", "alice");
        settings.put("OIDC_CORP_ALLOWED_EMAIL_DOMAINS", "corp.example");
        settings.put("OIDC_CORP_ALLOWED_GROUPS", "staff,realm-staff");
        settings.put("OIDC_CORP_GROUPS_CLAIM", "realm.groups");
        settings.put("ALLOWED_OIDC_USERS", "*");
        settings.put("OIDC_PARTNER_USERNAME_CLAIM", "email");
        settings.put("ADMIN_USERS", "octocat,corp:alice");
        server = AuthServer.start(settings);
    }

    @AfterAll
    static void stop() {
        server.close();
        List.of(corp, partner, asleep, elliptic).forEach(OpenIdSimulator::close);
        github.close();
    }

    @BeforeEach
    void fine() {
        signIn = new ProviderSignIn(server);
        List.of(corp, partner).forEach(provider -> {
            provider.fail(Fault.NONE);
            provider.forge(ForgedIdToken.GOOD);
        });
        corp.signInAs(Map.of("sub", "1", "preferred_username", "alice"));
        partner.signInAs(Map.of("sub", "1", "email", "bob@partner.example", "email_verified", true));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GOOD")
    void an_id_token_that_is_wrong_in_one_way_signs_nobody_in(ForgedIdToken forged) {
        corp.forge(forged);

        assertThat(signIn.result("corp"))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKENS_SLOW, temporarily_unavailable",
        "TOKENS_GARBAGE, temporarily_unavailable",
        "TOKENS_FAILING, temporarily_unavailable",
        "TOKENS_HUGE, access_denied",
        "TOKENS_REFUSING, access_denied",
        "TOKENS_WITHOUT_ID_TOKEN, access_denied"
    })
    void a_provider_that_does_not_work_signs_nobody_in(Fault fault, String error) {
        corp.fail(fault);

        assertThat(signIn.result("corp")).containsEntry("error", error).doesNotContainKey("code");
    }

    @Test
    void what_the_log_says_of_a_refusal_names_the_providers_error_and_no_secret() {
        corp.fail(Fault.TOKENS_REFUSING);
        signIn.result("corp");

        assertThat(server.log())
                .contains("answered 401 invalid_client")
                .doesNotContain(OpenIdSimulator.CLIENT_SECRET)
                .doesNotContain("eyJ");
    }

    @Test
    void a_code_that_the_provider_did_not_give_is_refused() {
        String state =
                query(URI.create(signIn.choose("corp").header("Location"))).get("state");

        assertThat(signIn.resultOf(URI.create(server.issuer() + "/callback/corp?code=forged&state=" + state)))
                .containsEntry("error", "access_denied");
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, access_denied",
        "login_required, access_denied",
        "temporarily_unavailable, temporarily_unavailable",
        "server_error, temporarily_unavailable",
        "invalid_scope, server_error",
        "%3Cscript%3E, server_error"
    })
    void a_refusal_a_failure_and_a_misunderstanding_are_told_apart(String said, String told) {
        String state =
                query(URI.create(signIn.choose("corp").header("Location"))).get("state");

        Map<String, String> result = signIn.resultOf(URI.create(
                server.issuer() + "/callback/corp?error=" + said + "&error_description=secrets&state=" + state));

        assertThat(result).containsEntry("error", told).containsEntry("state", "client-state");
        assertThat(result.get("error_description")).doesNotContain("secrets").doesNotContain("script");
    }

    @Test
    void an_answer_at_the_address_of_another_provider_ends_in_a_page() {
        URI callback = signIn.signedIn("corp");

        Answer answer = signIn.open(URI.create(callback.toString().replace("/callback/corp", "/callback/partner")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.body()).contains("another identity provider");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/callback", "/callback/corp/", "/callback/corp/x", "/callback/%2e%2e", "/callback/%7Bcorp%7D"})
    void an_answer_at_no_providers_address_is_not_taken(String path) {
        URI callback = signIn.signedIn("corp");

        Answer answer = signIn.open(URI.create(callback.toString().replace("/callback/corp", path)));

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void an_answer_without_the_issuer_that_the_provider_announces_is_refused() {
        URI callback = signIn.signedIn("partner");

        assertThat(signIn.resultOf(URI.create(callback.toString().replaceFirst("&iss=.*", ""))))
                .containsEntry("error", "access_denied");
    }

    @Test
    void an_answer_with_the_issuer_of_another_provider_is_refused_by_each() {
        String foreign = "&iss=http%3A%2F%2F127.0.0.1%3A1";
        URI toPartner = signIn.signedIn("partner");
        assertThat(signIn.resultOf(URI.create(toPartner.toString().replaceFirst("&iss=.*", foreign))))
                .containsEntry("error", "access_denied");

        URI toCorp = new ProviderSignIn(server).signedIn("corp");
        assertThat(new ProviderSignIn(server).open(toCorp).status()).isEqualTo(400);

        ProviderSignIn atGitHub = new ProviderSignIn(server);
        assertThat(atGitHub.resultOf(URI.create(atGitHub.signedIn("github") + foreign)))
                .containsEntry("error", "access_denied");
        ProviderSignIn atCorp = new ProviderSignIn(server);
        assertThat(atCorp.resultOf(URI.create(atCorp.signedIn("corp") + foreign)))
                .containsEntry("error", "access_denied");
    }

    @Test
    void a_sign_in_is_finished_once() {
        URI callback = signIn.signedIn("corp");

        assertThat(signIn.resultOf(callback)).containsKey("code");
        assertThat(signIn.open(callback).status()).isEqualTo(400);
    }

    @Test
    void somebody_whom_no_list_names_is_refused() {
        corp.signInAs(Map.of(
                "sub", "2",
                "preferred_username", "mallory",
                "email", "mallory@corp.example",
                "email_verified", false,
                "realm", Map.of("groups", List.of("guests", "Staff"))));

        Map<String, String> result = signIn.result("corp");

        assertThat(result).containsEntry("error", "access_denied");
        assertThat(result.get("error_description")).contains("not allowed");
    }

    @Test
    void groups_under_another_name_than_the_claims_count_for_nothing() {
        corp.signInAs(Map.of("sub", "2", "preferred_username", "mallory", "groups", List.of("staff")));

        assertThat(signIn.result("corp")).containsEntry("error", "access_denied");
    }

    @Test
    void userinfo_about_somebody_else_is_not_believed() {
        corp.signInAs(Map.of("sub", "2", "preferred_username", "mallory"));
        corp.tellMore(Map.of("realm", Map.of("groups", List.of("staff"))));
        corp.fail(Fault.USERINFO_OF_ANOTHER);

        assertThat(signIn.result("corp")).containsEntry("error", "access_denied");
    }

    @Test
    void a_name_that_the_operator_wants_from_a_verified_address_comes_from_nothing_else() {
        partner.signInAs(Map.of("sub", "3", "preferred_username", "bob", "email", "bob@partner.example"));

        assertThat(signIn.result("partner")).containsEntry("error", "access_denied");
    }

    @Test
    void a_listed_name_signs_in_with_a_subject_that_no_other_provider_can_give() {
        JsonObject tokens = signIn.tokens("corp");

        JsonObject claims = ForgedTokens.claims(tokens.getString("access_token"));
        assertThat(claims.getString("sub")).isEqualTo("corp:1");
        assertThat(claims.getString("username")).isEqualTo("alice");
        assertThat(claims).doesNotContainKey("email");
        assertThat(TestApp.verify(server, tokens.getString("access_token"), "time")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_verified_address_of_a_listed_domain_signs_in() {
        corp.signInAs(Map.of("sub", "4", "email", "carol@corp.example", "email_verified", true, "name", "Carol"));

        JsonObject claims = ForgedTokens.claims(signIn.tokens("corp").getString("access_token"));

        assertThat(claims.getString("email")).isEqualTo("carol@corp.example");
        assertThat(claims.getString("username")).isEqualTo("carol@corp.example");
        assertThat(claims.getString("name")).isEqualTo("Carol");
    }

    @Test
    void a_group_that_only_userinfo_tells_signs_in() {
        corp.signInAs(Map.of("sub", "5", "preferred_username", "dave"));
        corp.tellMore(Map.of("realm", Map.of("groups", List.of("realm-staff"))));

        JsonObject tokens = signIn.tokens("corp");

        assertThat(signIn.refresh(tokens.getString("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void a_provider_without_lists_of_its_own_goes_by_the_general_ones() {
        JsonObject claims = ForgedTokens.claims(signIn.tokens("partner").getString("access_token"));

        assertThat(claims.getString("username")).isEqualTo("bob@partner.example");
        assertThat(claims.getString("sub")).isEqualTo("partner:1");
    }

    @Test
    void nobody_becomes_an_operator_by_bearing_an_operators_name_elsewhere() {
        partner.signInAs(Map.of("sub", "6", "email", "octocat@x.example", "email_verified", true));
        corp.signInAs(Map.of("sub", "7", "preferred_username", "octocat", "realm", Map.of("groups", List.of("staff"))));

        assertThat(ForgedTokens.claims(signIn.tokens("corp").getString("access_token"))
                        .getString("scope"))
                .doesNotContain("gateway:admin");
    }

    @Test
    void a_new_key_of_the_provider_is_found_and_a_stranger_makes_no_storm() {
        signIn.tokens("partner");
        partner.rotateKey();
        assertThat(new ProviderSignIn(server).result("partner")).containsKey("code");
        int fetches = partner.keyFetches();

        partner.forge(ForgedIdToken.UNKNOWN_KEY);
        for (int i = 0; i < 5; i++) {
            assertThat(new ProviderSignIn(server).result("partner")).containsEntry("error", "access_denied");
        }

        assertThat(partner.keyFetches()).isEqualTo(fetches);
    }

    @Test
    void other_asymmetric_algorithms_that_the_provider_announces_are_taken() {
        elliptic.signInAs(Map.of("sub", "9", "preferred_username", "frank"));
        assertThat(signIn.result("elliptic")).containsKey("code");

        elliptic.rotateKey(Jwts.SIG.EdDSA);

        assertThat(new ProviderSignIn(server).result("elliptic")).containsKey("code");
    }

    @Test
    void a_provider_that_was_down_when_the_gateway_started_is_found_when_it_is_back() {
        Map<String, String> refused = toAsleep();
        assertThat(refused).containsEntry("error", "temporarily_unavailable").containsEntry("state", "client-state");
        assertThat(refused.get("error_description")).contains("asleep");

        asleep.fail(Fault.OTHER_ISSUER);
        awaitRefusalOf(asleep.issuer() + "/ and not of " + asleep.issuer());
        asleep.fail(Fault.INSECURE_ENDPOINT);
        awaitRefusalOf("an endpoint that is not https");

        asleep.fail(Fault.NONE);
        asleep.signInAs(Map.of("sub", "8", "preferred_username", "eve"));
        await().atMost(Duration.ofSeconds(60)).until(() -> toAsleep().containsKey("nonce"));
        assertThat(new ProviderSignIn(server).tokens("asleep")).containsKey("access_token");
    }

    @Test
    void the_consent_page_says_what_each_provider_is_asked_for() {
        assertThat(signIn.consentPage().body())
                .contains(
                        "GitHub is asked for: <code>read:user user:email</code>",
                        "Sign-on of corp is asked for: <code>openid profile email</code>");
    }

    @Test
    void the_chooser_shows_every_provider_by_its_label_and_lets_the_form_lead_to_each() {
        Answer page = signIn.consentPage();

        assertThat(page.body())
                .contains("value=\"corp\"", "Sign-on of corp", "value=\"partner\"", "value=\"github\"", "GitHub")
                .doesNotContain("value=\"local\"");
        assertThat(page.header("Content-Security-Policy")).contains(corp.issuer(), partner.issuer(), asleep.issuer());
    }

    @Test
    void the_request_to_the_provider_carries_pkce_state_nonce_and_its_own_callback() {
        Map<String, String> request = query(URI.create(signIn.choose("corp").header("Location")));

        assertThat(request)
                .containsEntry("redirect_uri", server.issuer() + "/callback/corp")
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256");
        assertThat(request.get("state")).hasSize(43).isNotEqualTo(request.get("nonce"));
    }

    /** Asks again and again until the log says why nobody is sent there. */
    private void awaitRefusalOf(String document) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(toAsleep()).containsEntry("error", "temporarily_unavailable");
            return server.log().contains(document);
        });
    }

    /** The parameters of the address that the person is sent to who chooses the sleeping provider. */
    private Map<String, String> toAsleep() {
        return query(URI.create(signIn.choose("asleep").header("Location")));
    }
}
