package org.mcpgateway.bridge.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.mcpgateway.bridge.config.SessionSettings;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/**
 * Makes the one Redisson client of this WAR, where Redis is configured; values are UTF-8 text. It connects at the first
 * command, not before.
 */
@ApplicationScoped
public class RedissonProducer {

    @Produces
    @Singleton
    Optional<RedissonClient> redisson(SessionSettings settings) {
        return settings.redis().map(redis -> Redisson.create(RedisForms.configuration(redis)));
    }

    void close(@Disposes Optional<RedissonClient> redisson) {
        redisson.ifPresent(RedissonClient::shutdown);
    }
}
