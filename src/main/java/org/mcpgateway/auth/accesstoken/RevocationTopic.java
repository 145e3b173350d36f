package org.mcpgateway.auth.accesstoken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.function.Consumer;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;

/** Tells every replica at once which access tokens have ended, so that none is remembered as good. */
@ApplicationScoped
public class RevocationTopic {

    private final RTopic topic;

    @Inject
    public RevocationTopic(RedissonClient redisson) {
        this.topic = redisson.getTopic(RedisKeys.REVOCATIONS);
    }

    /** Announces that these tokens have ended; a message is their identifiers, separated by spaces. */
    void announce(Collection<String> tokens) {
        topic.publish(String.join(" ", tokens));
    }

    /** Sends a message that names no token: who hears it knows that the topic works. */
    public void beat() {
        topic.publish("");
    }

    /**
     * Listens from now on.
     *
     * @param heard given each message: identifiers separated by spaces, or nothing for a beat
     */
    public void listen(Consumer<String> heard) {
        topic.addListener(String.class, (channel, message) -> heard.accept(message));
    }
}
