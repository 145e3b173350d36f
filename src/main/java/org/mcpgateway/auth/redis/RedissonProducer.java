package org.mcpgateway.auth.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import org.mcpgateway.auth.config.RedisSettings;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** Makes the one Redisson client of this WAR; values are UTF-8 text. It connects at the first command, not before. */
@ApplicationScoped
public class RedissonProducer {

    /** Makes a configuration that cannot be stop the deployment, though nothing connects yet. */
    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event, RedisSettings settings) {
        RedisForms.configuration(settings);
    }

    @Produces
    @ApplicationScoped
    RedissonClient redisson(RedisSettings settings) {
        return Redisson.create(RedisForms.configuration(settings));
    }

    void close(@Disposes RedissonClient redisson) {
        redisson.shutdown();
    }
}
