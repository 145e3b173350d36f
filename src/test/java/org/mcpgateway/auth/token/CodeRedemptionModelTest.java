package org.mcpgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.authorize.Consent;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.interleaving.GatedRedis;
import org.mcpgateway.auth.interleaving.Interleavings;
import org.mcpgateway.auth.interleaving.Scenario;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** What becomes of one authorization code, in whichever order those who act on it reach Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CodeRedemptionModelTest {

    private final TestIssuing issuing = new TestIssuing();

    @Test
    void a_code_redeemed_by_one_gives_tokens_that_live() {
        var given = new Given();

        given.redeem().run();

        assertThat(given.tokens).hasSize(1);
        assertThat(given.lives()).isTrue();
    }

    @Test
    void a_redemption_whose_commands_come_twice_because_redis_was_silent_is_one() {
        var given = new Given();

        GatedRedis.sendingTwice(() -> {
            given.redeem().run();
            return given;
        });

        assertThat(given.tokens).hasSize(1);
        assertThat(given.lives()).isTrue();
    }

    @Test
    void of_two_redemptions_one_wins_at_most_and_what_it_got_has_ended() {
        play(given -> List.of(given.redeem(), given.redeem()), 2, 100);
    }

    @Test
    void a_thief_among_them_gets_nothing_and_nothing_lives() {
        play(given -> List.of(given.redeem(), given.redeemStolen(), given.redeem()), 1, 200);
    }

    @Test
    void once_the_user_has_withdrawn_nothing_lives() {
        play(given -> List.of(given.redeem(), given.withdraw()), 2, 200);
    }

    @Test
    void once_the_client_is_deleted_nothing_lives() {
        play(given -> List.of(given.redeem(), given.delete()), 2, 200);
    }

    @Test
    void once_everything_of_the_user_is_revoked_nothing_lives() {
        play(given -> List.of(given.redeem(), given.revokeUser()), 2, 150);
    }

    private void play(Function<Given, List<Runnable>> actors, int interruptions, int drawn) {
        Interleavings.of(() -> {
                    var given = new Given();
                    return new Scenario(actors.apply(given), () -> {
                        assertThat(given.tokens).hasSizeLessThanOrEqualTo(1);
                        assertThat(given.stolen).isEmpty();
                        assertThat(given.lives()).isFalse();
                    });
                })
                .play(interruptions, drawn);
    }

    /** A code that a user gave a client. */
    private final class Given {
        final UserIdentity user = TestIssuing.user();
        final ClientRecord client = issuing.client();
        final ClientRecord thief = issuing.client();
        final String grantId = issuing.random.identifier();
        final ConcurrentLinkedQueue<TokenResponse> tokens = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<TokenResponse> stolen = new ConcurrentLinkedQueue<>();
        final Consent consent;
        final String code;

        Given() {
            consent = issuing.consent(user, client);
            code = issuing.code(user, client.clientId(), grantId);
        }

        Runnable redeem() {
            return () -> redeem(client, tokens);
        }

        Runnable redeemStolen() {
            return () -> redeem(thief, stolen);
        }

        Runnable withdraw() {
            return () -> issuing.consents.withdraw(consent, "test");
        }

        Runnable delete() {
            return () -> issuing.clients.delete(client);
        }

        Runnable revokeUser() {
            return () -> issuing.grants.revokeUser(user.username());
        }

        boolean lives() {
            boolean access =
                    !issuing.living(client).isEmpty() || !issuing.living(thief).isEmpty();
            boolean refresh = issuing.refreshTokens.exists(grantId);
            assertThat(access).as("access and refresh tokens end together").isEqualTo(refresh);
            return access;
        }

        private void redeem(ClientRecord by, ConcurrentLinkedQueue<TokenResponse> into) {
            try {
                into.add(issuing.codeGrant.exchange(
                        by, RequestParameters.parse("code=" + code + "&code_verifier=" + TestIssuing.VERIFIER)));
            } catch (OAuthException e) {
                assertThat(e.error()).isIn(OAuthError.INVALID_GRANT, OAuthError.INVALID_CLIENT);
            }
        }
    }
}
