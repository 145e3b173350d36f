package org.mcpgateway.auth.accesstoken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.BaseStatusListener;

/** Tells every replica at once which access tokens have ended, so that none is remembered as good. */
@ApplicationScoped
public class RevocationTopic {

    private final RTopic topic;
    private final List<Consumer<Collection<String>>> here = new CopyOnWriteArrayList<>();

    @Inject
    public RevocationTopic(RedissonClient redisson) {
        this.topic = redisson.getTopic(RedisKeys.REVOCATIONS);
    }

    /**
     * Announces that these tokens have ended, which they have by now; a message is their identifiers, separated by
     * spaces. This replica knows it when this returns, the others as soon as the message arrives.
     */
    void announce(Collection<String> tokens) {
        here.forEach(listener -> listener.accept(tokens));
        topic.publish(String.join(" ", tokens));
    }

    /** Sends a message that names no token: who hears it knows that the topic works. */
    public void beat() {
        topic.publish("");
    }

    /**
     * Listens from now on.
     *
     * @param ended given the identifiers of tokens that have ended, each at least once
     * @param heard told of every message, a beat's too, after what it names
     * @param missed told when Redis has subscribed this replica, the first time and after each lost connection: what
     *     was announced before was not heard
     */
    public void listen(Consumer<Collection<String>> ended, Runnable heard, Runnable missed) {
        topic.addListener(new BaseStatusListener() {
            @Override
            public void onSubscribe(String channel) {
                missed.run();
            }
        });
        topic.addListener(String.class, (channel, message) -> {
            if (!message.isEmpty()) {
                ended.accept(List.of(message.split(" ", -1)));
            }
            heard.run();
        });
        here.add(ended);
    }
}
