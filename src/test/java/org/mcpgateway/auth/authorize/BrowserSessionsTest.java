package org.mcpgateway.auth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClock;

/** Whose sessions end: people change their names, and several have the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrowserSessionsTest {

    private final TestClock clock = new TestClock();
    private final RandomTokens random = new RandomTokens();
    private final JsonRecords records = RedisServer.shared().records();
    private final BrowserSessions sessions = new BrowserSessions(
            RedisServer.shared().client(),
            new SortedIndexes(RedisServer.shared().client(), clock),
            clock,
            new Browser(new IssuerSettings(URI.create("https://auth.gateway.test")), random),
            records,
            new UserPolicy(
                    new IdentitySettings(
                            Optional.empty(), List.of(), true, List.of(), Duration.ofSeconds(5), Optional.empty()),
                    new AdminSettings(List.of(), List.of(), List.of())));
    private final String unique = UUID.randomUUID().toString();
    private final UserIdentity alice = user("alice", "alice");
    private final UserIdentity renamed = user("alice", "alice2");
    private final UserIdentity namesake = user("another", "alice");

    @Test
    void a_user_who_signs_out_everywhere_does_so_under_every_name() {
        String before = begin(alice);
        String after = begin(renamed);

        sessions.endAll(renamed);

        assertThat(user(before)).isEmpty();
        assertThat(user(after)).isEmpty();
        assertThat(RedisServer.shared()
                        .client()
                        .getScoredSortedSet(RedisKeys.userSessions(alice.username()))
                        .isExists())
                .as("nothing is counted under the earlier name")
                .isFalse();
    }

    @Test
    void a_user_who_signs_out_everywhere_leaves_another_of_the_same_name_signed_in() {
        String hers = begin(alice);
        String his = begin(namesake);

        sessions.endAll(namesake);

        assertThat(user(his)).isEmpty();
        assertThat(user(hers)).contains(alice);
    }

    @Test
    void an_administrator_ends_those_of_everybody_of_a_name() {
        String hers = begin(alice);
        String his = begin(namesake);

        assertThat(sessions.endAll(alice.username())).isEqualTo(2);

        assertThat(user(hers)).isEmpty();
        assertThat(user(his)).isEmpty();
    }

    /** Gives the name of the session's record; a cookie cannot be made outside an application server. */
    private String begin(UserIdentity user) {
        String hash = Sha256.of(random.secret());
        sessions.keep(hash, user);
        return hash;
    }

    private Optional<UserIdentity> user(String hash) {
        return records.find(RedisKeys.browserSession(hash), UserIdentity.class);
    }

    private UserIdentity user(String subject, String username) {
        return new UserIdentity(
                "local",
                "local:" + subject + "-" + unique,
                username + "-" + unique,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
