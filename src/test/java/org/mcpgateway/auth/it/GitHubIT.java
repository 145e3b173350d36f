package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.auth.support.TestAuthorization.query;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.ForgedTokens;
import org.mcpgateway.auth.support.GitHubSimulator;
import org.mcpgateway.auth.support.GitHubSimulator.Mood;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Sign-in with GitHub, against a strict double of it behind real HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitHubIT {

    private static GitHubSimulator github;
    private static AuthServer server;

    private final TestBrowser browser = new TestBrowser();

    @BeforeAll
    static void start() {
        github = new GitHubSimulator();
        Map<String, String> settings = new HashMap<>(github.settings());
        settings.put("LOCAL_IDENTITY", "false");
        settings.put("ALLOWED_GITHUB_USERS", "OctoCat, somebody-else");
        settings.put("ALLOWED_GITHUB_ORGS", "Good-Org");
        settings.put("ALLOWED_GITHUB_TEAMS", "big-org/Core");
        server = AuthServer.start(settings);
    }

    @AfterAll
    static void stop() {
        server.close();
        github.close();
    }

    @BeforeEach
    void fine() {
        github.be(Mood.FINE);
        github.signInAs("octocat");
        github.memberOf();
    }

    @Test
    void the_consent_page_says_what_github_is_asked_for() {
        assertThat(browser.open(TestAuthorization.of(server).url()).body())
                .contains("GitHub is asked for: <code>read:user user:email read:org</code>");
    }

    @Test
    void a_user_who_refuses_at_github_is_refused_to_the_client() {
        github.be(Mood.REFUSING);

        assertThat(query(signIn(TestAuthorization.of(server)))).containsEntry("error", "access_denied");
    }

    @Test
    void a_user_who_is_not_on_the_list_is_refused() {
        github.signInAs("mallory");

        assertThat(query(signIn(TestAuthorization.of(server))))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    @Test
    void a_member_of_another_team_of_a_listed_teams_organization_is_refused() {
        github.signInAs("mallory");
        github.memberOf("big-org", "big-org/interns", "evil-org/core", "good-org-fans");

        assertThat(query(signIn(TestAuthorization.of(server)))).containsEntry("error", "access_denied");
    }

    @Test
    void a_member_of_a_listed_organization_is_let_in_verified_and_refreshed() {
        github.signInAs("hubot");
        github.memberOf(IntStream.range(0, 120)
                .mapToObj(i -> i == 110 ? "good-org" : "other-" + i)
                .toArray(String[]::new));
        TestAuthorization authorization = TestAuthorization.of(server);

        JsonObject tokens =
                authorization.exchange(query(signIn(authorization)).get("code")).json();

        assertThat(TestApp.verify(server, tokens.getString("access_token"), "time")
                        .status())
                .isEqualTo(200);
        assertThat(authorization.refresh(tokens.getString("refresh_token")).status())
                .isEqualTo(200);
    }

    @Test
    void a_member_of_a_listed_team_is_let_in() {
        github.signInAs("hubot");
        github.memberOf("big-org", "big-org/core");

        assertThat(query(signIn(TestAuthorization.of(server)))).containsKey("code");
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "FAILING", "NOT_JSON"})
    void a_github_that_does_not_work_is_told_as_temporary(Mood mood) {
        github.be(mood);

        assertThat(query(signIn(TestAuthorization.of(server)))).containsEntry("error", "temporarily_unavailable");
    }

    @Test
    void an_answer_without_end_is_not_read_to_its_end() {
        github.be(Mood.HUGE);

        assertThat(query(signIn(TestAuthorization.of(server)))).containsEntry("error", "access_denied");
    }

    @Test
    void a_forged_code_is_refused() {
        Answer toGitHub = approve(TestAuthorization.of(server));
        String state = query(URI.create(toGitHub.header("Location"))).get("state");

        Answer answer = browser.open(server.issuer() + "/callback?code=forged&state=" + state);

        assertThat(query(URI.create(answer.header("Location")))).containsEntry("error", "access_denied");
    }

    @Test
    void the_request_to_github_carries_pkce_and_the_hint() {
        Answer toGitHub = approve(TestAuthorization.of(server).with("login_hint", "octocat"));

        assertThat(query(URI.create(toGitHub.header("Location"))))
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("login", "octocat")
                .containsEntry("redirect_uri", server.issuer() + "/callback")
                .containsKeys("state", "code_challenge", "scope");
    }

    @Test
    void a_listed_user_in_any_case_gets_tokens_with_the_verified_address() {
        TestAuthorization authorization = TestAuthorization.of(server);
        JsonObject tokens =
                authorization.exchange(query(signIn(authorization)).get("code")).json();

        JsonObject claims = ForgedTokens.claims(tokens.getString("access_token"));
        assertThat(claims.getString("sub")).isEqualTo("583231");
        assertThat(claims.getString("username")).isEqualTo("octocat");
        assertThat(claims.getString("email")).isEqualTo("octocat@example.com");
        assertThat(claims.getString("name")).isEqualTo("The Octocat");
    }

    @Test
    void an_address_that_github_has_not_verified_is_left_out() {
        github.be(Mood.UNVERIFIED_EMAIL);
        TestAuthorization authorization = TestAuthorization.of(server);
        JsonObject tokens =
                authorization.exchange(query(signIn(authorization)).get("code")).json();

        assertThat(ForgedTokens.claims(tokens.getString("access_token"))).doesNotContainKey("email");
    }

    @Test
    void there_is_no_local_sign_in_beside_it() {
        assertThat(browser.open(server.issuer() + "/local/sign-in?state=x").status())
                .isEqualTo(404);
    }

    @Test
    void nothing_that_github_gave_or_asked_for_is_logged() {
        signIn(TestAuthorization.of(server));

        assertThat(server.log()).doesNotContain("gho_").doesNotContain(GitHubSimulator.CLIENT_SECRET);
    }

    private Answer approve(TestAuthorization authorization) {
        return browser.submit(browser.open(authorization.url()), server.issuer() + "/authorize", "decision", "approve");
    }

    private URI signIn(TestAuthorization authorization) {
        Answer fromGitHub = new TestBrowser().open(approve(authorization).header("Location"));
        return URI.create(browser.open(fromGitHub.header("Location")).header("Location"));
    }
}
