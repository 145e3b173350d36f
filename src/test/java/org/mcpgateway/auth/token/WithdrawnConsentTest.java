package org.mcpgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.redis.RedisKeys;

/** A withdrawn consent ends what this person gave this client: people change their names, and several have the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WithdrawnConsentTest {
    private final TestIssuing issuing = new TestIssuing();
    private final ClientRecord client = issuing.client();
    private final String unique = UUID.randomUUID().toString();
    private final UserIdentity alice = user("github", "alice-" + unique);
    private final UserIdentity renamed = user("github", "alice2-" + unique);
    private final UserIdentity namesake = user("corp", "alice-" + unique);

    @Test
    void it_ends_what_she_gave_under_another_name() {
        issuing.consent(alice, client);
        TokenResponse before = tokens(alice);
        TokenResponse after = tokens(renamed);

        withdraw(renamed);

        assertThat(lives(before)).isFalse();
        assertThat(lives(after)).isFalse();
    }

    @Test
    void it_ends_nothing_of_another_person_of_the_same_name() {
        issuing.consent(alice, client);
        issuing.consent(namesake, client);
        TokenResponse hers = tokens(alice);
        TokenResponse his = tokens(namesake);

        withdraw(namesake);

        assertThat(lives(his)).isFalse();
        assertThat(lives(hers)).isTrue();
    }

    @Test
    void it_ends_a_grant_of_hers_that_only_her_name_leads_to_and_none_of_her_namesake() {
        issuing.consent(alice, client);
        issuing.consent(namesake, client);
        TokenResponse hers = tokens(alice);
        TokenResponse his = tokens(namesake);
        notedBeforeTheUpgrade(alice);
        notedBeforeTheUpgrade(namesake);

        withdraw(alice);

        assertThat(lives(hers)).isFalse();
        assertThat(lives(his)).isTrue();
    }

    @Test
    void what_she_grants_anew_ends_with_the_next_withdrawal() {
        issuing.consent(alice, client);
        tokens(alice);
        withdraw(alice);
        issuing.consent(alice, client);
        TokenResponse anew = tokens(alice);

        assertThat(lives(anew)).isTrue();
        withdraw(alice);

        assertThat(lives(anew)).isFalse();
    }

    private void withdraw(UserIdentity user) {
        issuing.consents.withdraw(issuing.consents.find(user, client.clientId()).orElseThrow(), "test");
    }

    private void notedBeforeTheUpgrade(UserIdentity user) {
        issuing.records.delete(
                RedisKeys.consentGrants(RedisKeys.consentName(user.provider(), user.subject(), client.clientId())));
    }

    private TokenResponse tokens(UserIdentity user) {
        String code = issuing.code(user, client.clientId(), issuing.random.identifier());
        return issuing.codeGrant.exchange(
                client, RequestParameters.parse("code=" + code + "&code_verifier=" + TestIssuing.VERIFIER));
    }

    /** Both or none: a half is a failure of its own. */
    private boolean lives(TokenResponse given) {
        boolean access = issuing.accessTokens
                .find(issuing.decoder()
                        .decode(given.accessToken())
                        .orElseThrow()
                        .jti())
                .isPresent();
        assertThat(issuing.refreshTokens
                        .find(given.refreshToken().orElseThrow())
                        .isPresent())
                .isEqualTo(access);
        return access;
    }

    private UserIdentity user(String provider, String username) {
        return new UserIdentity(
                provider, provider + ":" + unique, username, Optional.empty(), Optional.empty(), List.of());
    }
}
