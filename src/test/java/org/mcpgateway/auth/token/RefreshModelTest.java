package org.mcpgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.interleaving.GatedRedis;
import org.mcpgateway.auth.interleaving.Interleavings;
import org.mcpgateway.auth.interleaving.Scenario;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/** What becomes of one family of refresh tokens, in whichever order those who have one reach Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefreshModelTest {

    @Test
    void a_refresh_whose_commands_come_twice_because_redis_was_silent_is_one() {
        var family = new Family();

        GatedRedis.sendingTwice(() -> {
            family.refreshes(2).run();
            return family;
        });

        assertThat(family.refused).isEmpty();
        assertThat(family.current()).hasSize(1);
    }

    @Test
    void whoever_refreshes_at_once_gets_the_same_successor_and_goes_on_with_it() {
        play(
                family -> List.of(family.refreshes(1), family.refreshes(1), family.refreshes(1)),
                family -> {
                    assertThat(family.refused).isEmpty();
                    assertThat(family.current()).hasSize(1);
                },
                1,
                200);
    }

    @Test
    void one_that_is_two_refreshes_behind_ends_the_family_and_nobody_else_does() {
        play(
                family -> List.of(family.refreshes(2), family.refreshes(1)),
                family -> {
                    if (family.refused.isEmpty()) {
                        assertThat(family.current()).hasSize(1);
                    } else {
                        assertThat(family.lives()).isFalse();
                    }
                },
                1,
                400);
    }

    @Test
    void a_used_token_is_worth_nothing_once_the_grace_is_over() {
        play(
                family -> List.of(family.refreshes(1), family.refreshes(1), family.graceEnds()),
                family -> {
                    assertThat(family.current()).hasSizeLessThanOrEqualTo(1);
                    if (!family.refused.isEmpty()) {
                        assertThat(family.lives()).isFalse();
                    }
                },
                1,
                400);
    }

    @Test
    void once_the_grant_is_revoked_nothing_of_it_lives() {
        play(
                family -> List.of(family.refreshes(2), family.revoked()),
                family -> assertThat(family.lives()).isFalse(),
                2,
                100);
    }

    @Test
    void another_client_gets_nothing_and_ends_nothing() {
        play(
                family -> List.of(family.refreshes(2), family.refreshesStolen()),
                family -> {
                    assertThat(family.refused).hasSize(1);
                    assertThat(family.current()).hasSize(1);
                },
                2,
                100);
    }

    private void play(Function<Family, List<Runnable>> actors, Consumer<Family> check, int interruptions, int drawn) {
        Interleavings.of(() -> {
                    var family = new Family();
                    return new Scenario(actors.apply(family), () -> {
                        assertThat(family.successors.values())
                                .allSatisfy(given -> assertThat(given)
                                        .as("the successors of one token")
                                        .hasSize(1));
                        check.accept(family);
                        family.requireThatNoOtherTokenIsGood();
                    });
                })
                .play(interruptions, drawn);
    }

    /** The tokens that came of one grant, with a clock of their own. */
    private static final class Family {

        final TestIssuing issuing = new TestIssuing();
        final ClientRecord client = issuing.client();
        final ClientRecord thief = issuing.client();
        final String grantId = issuing.random.identifier();
        final String first;
        final Map<String, Set<String>> successors = new ConcurrentHashMap<>();
        final Queue<OAuthError> refused = new ConcurrentLinkedQueue<>();

        Family() {
            var granted = new Authorization(
                    grantId,
                    client.clientId(),
                    TestIssuing.user(),
                    Scope.parse("mcp"),
                    List.of(),
                    issuing.clock.instant());
            issuing.grants.note(granted);
            first = issuing.refreshTokens.start(
                    grantId,
                    new RefreshTokenFamily(
                            1, client.clientId(), granted.user(), "mcp", List.of(), issuing.clock.instant()));
        }

        /** Refreshes so many times, each time with what the time before gave. */
        Runnable refreshes(int times) {
            return () -> refresh(client, times);
        }

        Runnable refreshesStolen() {
            return () -> refresh(thief, 1);
        }

        Runnable revoked() {
            return () -> issuing.grants.revoke(grantId);
        }

        /** A question to Redis is where others may come in before. */
        Runnable graceEnds() {
            return () -> {
                issuing.refreshTokens.exists(grantId);
                issuing.clock.advance(TestIssuing.GRACE.plusMillis(1));
            };
        }

        boolean lives() {
            return issuing.refreshTokens.exists(grantId)
                    || !issuing.living(client).isEmpty();
        }

        /** Those of the tokens given that are their family's current one. */
        List<String> current() {
            return given().filter(token -> issuing.refreshTokens.find(token).isPresent())
                    .toList();
        }

        void requireThatNoOtherTokenIsGood() {
            List<String> current = current();
            issuing.clock.advance(TestIssuing.GRACE.plusMillis(1));
            assertThat(given().filter(token -> !current.contains(token)))
                    .allSatisfy(token -> assertThat(issuing.refreshTokens.rotate(token, client.clientId()))
                            .isNotInstanceOf(Rotation.Rotated.class));
        }

        private Stream<String> given() {
            return Stream.concat(Stream.of(first), successors.values().stream().flatMap(Set::stream))
                    .distinct();
        }

        private void refresh(ClientRecord by, int times) {
            String token = first;
            try {
                for (int i = 0; i < times; i++) {
                    String successor = issuing.refreshGrant
                            .exchange(by, RequestParameters.parse("refresh_token=" + token))
                            .refreshToken()
                            .orElseThrow();
                    successors
                            .computeIfAbsent(token, unused -> ConcurrentHashMap.newKeySet())
                            .add(successor);
                    token = successor;
                }
            } catch (OAuthException e) {
                refused.add(e.error());
            }
        }
    }
}
