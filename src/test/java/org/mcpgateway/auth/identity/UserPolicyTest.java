package org.mcpgateway.auth.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.config.IdentitySettings.Allowed;
import org.mcpgateway.auth.config.Secret;

/** Who is allowed, provider by provider; whoever no list names is not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UserPolicyTest {

    private static final Allowed NOBODY = new Allowed(List.of(), List.of(), List.of());
    private static final URI ANYWHERE = URI.create("https://sso.example.com");

    @Test
    void empty_lists_let_nobody_in() {
        UserPolicy policy = policy(NOBODY, NOBODY);

        assertThat(policy.allows(user("github", "octocat"))).isFalse();
        assertThat(policy.allows(user("corp", "alice", "alice@example.com", "staff")))
                .isFalse();
    }

    @Test
    void users_of_a_provider_that_is_not_configured_are_out() {
        UserPolicy policy = policy(everybody(), everybody());

        assertThat(policy.allows(user("google", "alice"))).isFalse();
        assertThat(policy.allows(user("local", "alice"))).isFalse();
        assertThat(policy.allows(user("", "alice"))).isFalse();
    }

    @Test
    void a_list_of_one_provider_opens_no_other() {
        UserPolicy policy = policy(
                new Allowed(List.of("octocat"), List.of(), List.of()),
                new Allowed(List.of(), List.of(), List.of("staff")));

        assertThat(policy.allows(user("corp", "octocat"))).isFalse();
        assertThat(policy.allows(user("github", "alice", "alice@example.com", "staff")))
                .isFalse();
    }

    @Test
    void names_of_github_are_the_same_in_any_case() {
        UserPolicy policy = policy(new Allowed(List.of("OctoCat"), List.of(), List.of("Good-Org", "Org/Core")), NOBODY);

        assertThat(policy.allows(user("github", "OCTOCAT"))).isTrue();
        assertThat(policy.allows(member("github", "x", "good-org"))).isTrue();
        assertThat(policy.allows(member("github", "x", "org/core"))).isTrue();
        assertThat(policy.allows(member("github", "x", "org"))).isFalse();
    }

    @Test
    void names_of_other_providers_are_compared_as_they_are() {
        UserPolicy policy = policy(NOBODY, new Allowed(List.of("alice"), List.of(), List.of("staff")));

        assertThat(policy.allows(user("corp", "alice"))).isTrue();
        assertThat(policy.allows(user("corp", "Alice"))).isFalse();
        assertThat(policy.allows(member("corp", "x", "Staff"))).isFalse();
        assertThat(policy.allows(member("corp", "x", "staff"))).isTrue();
    }

    @Test
    void a_domain_is_what_stands_behind_the_last_at_of_an_address() {
        UserPolicy policy = policy(NOBODY, new Allowed(List.of(), List.of("Example.com", "@other.example"), List.of()));

        assertThat(Stream.of("a@example.com", "A@EXAMPLE.COM", "a@other.example"))
                .allMatch(email -> policy.allows(user("corp", "a", email)));
        assertThat(Stream.of(
                        "a@sub.example.com",
                        "a@evil-example.com",
                        "a@example.com@evil.test",
                        "example.com",
                        "@example.com"))
                .noneMatch(email -> policy.allows(user("corp", "a", email)));
        assertThat(policy.allows(user("corp", "a@example.com"))).isFalse();
    }

    @Test
    void a_star_lets_everybody_of_that_provider_in() {
        UserPolicy policy = policy(NOBODY, everybody());

        assertThat(policy.allows(user("corp", "anybody"))).isTrue();
        assertThat(policy.allows(user("github", "anybody"))).isFalse();
    }

    @Test
    void an_operators_name_counts_only_with_the_provider_whose_users_can_choose_theirs() {
        UserPolicy policy = policy(everybody(), everybody(), "OctoCat", "corp:alice");

        assertThat(policy.mayAdminister(user("github", "octocat"))).isTrue();
        assertThat(policy.mayAdminister(user("corp", "octocat"))).isFalse();
        assertThat(policy.mayAdminister(user("corp", "OctoCat"))).isFalse();
        assertThat(policy.mayAdminister(user("corp", "alice"))).isTrue();
        assertThat(policy.mayAdminister(user("corp", "Alice"))).isFalse();
        assertThat(policy.mayAdminister(user("github", "alice"))).isFalse();
    }

    @Test
    void a_machine_client_administers_only_by_the_list_of_machine_clients() {
        UserPolicy policy = policy(everybody(), everybody(), "robot");

        assertThat(policy.mayAdminister(user("", "caretaker"))).isTrue();
        assertThat(policy.mayAdminister(user("", "robot"))).isFalse();
        assertThat(policy.mayAdminister(user("github", "caretaker"))).isFalse();
    }

    @Test
    void of_very_many_groups_those_that_a_list_names_are_kept() {
        List<String> told = IntStream.range(0, 1000).mapToObj(i -> "group-" + i).toList();

        assertThat(Memberships.kept(told, List.of("group-999"))).hasSize(200).contains("group-999", "group-0");
    }

    private static Allowed everybody() {
        return new Allowed(List.of("*"), List.of(), List.of());
    }

    private static UserPolicy policy(Allowed github, Allowed corp, String... operators) {
        return new UserPolicy(
                new IdentitySettings(
                        Optional.of(new IdentitySettings.GitHub(
                                "GitHub", "id", new Secret("s"), ANYWHERE, ANYWHERE, ANYWHERE, github)),
                        List.of(new IdentitySettings.OpenId(
                                "corp",
                                "Corp",
                                ANYWHERE,
                                "id",
                                new Secret("s"),
                                List.of("openid"),
                                Optional.empty(),
                                "groups",
                                corp)),
                        false,
                        List.of(),
                        Duration.ofSeconds(1),
                        Optional.empty()),
                new AdminSettings(List.of(operators), List.of("caretaker"), List.of()));
    }

    private static UserIdentity user(String provider, String username) {
        return new UserIdentity(provider, provider + ":1", username, Optional.empty(), Optional.empty(), List.of());
    }

    private static UserIdentity user(String provider, String username, String email, String... groups) {
        return new UserIdentity(
                provider, provider + ":1", username, Optional.of(email), Optional.empty(), List.of(groups));
    }

    private static UserIdentity member(String provider, String username, String group) {
        return new UserIdentity(
                provider, provider + ":1", username, Optional.empty(), Optional.empty(), List.of(group));
    }
}
