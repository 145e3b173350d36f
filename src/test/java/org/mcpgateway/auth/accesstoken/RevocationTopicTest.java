package org.mcpgateway.auth.accesstoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.RedisServer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RevocationTopicTest {

    private final RevocationTopic topic =
            new RevocationTopic(RedisServer.shared().client());

    /** The way over Redis would win the race now and then; a hundred times in a row it does not. */
    @Test
    void the_replica_that_ends_a_token_has_forgotten_it_before_it_says_so() {
        Set<String> ended = ConcurrentHashMap.newKeySet();
        topic.listen(ended::addAll, () -> {}, () -> {});

        for (int i = 0; i < 100; i++) {
            String jti = UUID.randomUUID().toString();
            topic.announce(List.of(jti));
            assertThat(ended).contains(jti);
        }
    }
}
