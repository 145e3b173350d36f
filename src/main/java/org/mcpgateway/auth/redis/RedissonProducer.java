package org.mcpgateway.auth.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import org.mcpgateway.auth.config.RedisSettings;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Makes the one Redisson client of this WAR; values are UTF-8 text. It connects at the first command, not before. */
@ApplicationScoped
public class RedissonProducer {

    @Produces
    @ApplicationScoped
    RedissonClient redisson(RedisSettings settings) {
        return Redisson.create(configuration(settings));
    }

    void close(@Disposes RedissonClient redisson) {
        redisson.shutdown();
    }

    /** The Redisson configuration of these settings: small thread pools, short timeouts, scripts sent once. */
    public static Config configuration(RedisSettings settings) {
        var config = new Config();
        config.setCodec(StringCodec.INSTANCE)
                .setThreads(4)
                .setNettyThreads(4)
                .setUseScriptCache(true)
                .setLazyInitialization(true);
        config.useSingleServer()
                .setAddress(settings.url().toString())
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(32)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(4)
                .setTimeout((int) settings.timeout().toMillis())
                .setConnectTimeout((int) settings.timeout().toMillis())
                .setRetryAttempts(1);
        settings.password().ifPresent(password -> config.setPassword(password.value()));
        return config;
    }
}
