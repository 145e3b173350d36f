package org.mcpgateway.bridge.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import org.mcpgateway.bridge.config.InvalidConfigurationException;
import org.mcpgateway.bridge.config.RedisSettings;
import org.mcpgateway.bridge.config.Secret;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.SubscriptionMode;

/**
 * Redisson's configuration for each form of Redis: small thread pools, short timeouts, scripts sent once. Where there
 * are replicas they are never read: what a replica does not know yet may be a session that was just opened.
 */
public final class RedisForms {

    private static final int THREADS = 2;
    private static final int IDLE_CONNECTIONS = 1;
    private static final int CONNECTIONS = 16;
    private static final int SUBSCRIPTIONS = 1;
    private static final int SCAN_MILLIS = 1000;

    private RedisForms() {}

    /** The configuration of these settings. */
    public static Config configuration(RedisSettings settings) {
        var config = new Config();
        config.setCodec(StringCodec.INSTANCE)
                .setThreads(THREADS)
                .setNettyThreads(THREADS)
                .setUseScriptCache(true)
                .setLazyInitialization(true);
        settings.username().ifPresent(config::setUsername);
        settings.password().map(Secret::value).ifPresent(config::setPassword);
        settings.authorities().ifPresent(pem -> config.setSslTrustManagerFactory(authorities(pem)));
        switch (settings.mode()) {
            case SINGLE -> single(config, settings);
            case SENTINEL -> sentinel(config, settings);
            case CLUSTER -> cluster(config, settings);
        }
        return config;
    }

    private static void single(Config config, RedisSettings settings) {
        patience(config.useSingleServer(), settings)
                .setAddress(withoutPath(settings.addresses().getFirst()))
                .setDatabase(settings.database())
                .setConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS);
    }

    private static void sentinel(Config config, RedisSettings settings) {
        SentinelServersConfig servers = primaryOnly(config.useSentinelServers(), settings)
                .addSentinelAddress(addresses(settings))
                .setDatabase(settings.database())
                .setScanInterval(SCAN_MILLIS)
                .setCheckSentinelsList(false);
        settings.sentinel().ifPresent(sentinel -> {
            servers.setMasterName(sentinel.master());
            sentinel.password().map(Secret::value).ifPresent(servers::setSentinelPassword);
        });
    }

    private static void cluster(Config config, RedisSettings settings) {
        primaryOnly(config.useClusterServers(), settings)
                .addNodeAddress(addresses(settings))
                .setScanInterval(SCAN_MILLIS);
    }

    private static <T extends BaseMasterSlaveServersConfig<T>> T primaryOnly(T servers, RedisSettings settings) {
        return patience(servers, settings)
                .setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS);
    }

    private static <T extends BaseConfig<T>> T patience(T servers, RedisSettings settings) {
        int millis = Math.toIntExact(settings.timeout().toMillis());
        return servers.setTimeout(millis).setConnectTimeout(millis).setRetryAttempts(1);
    }

    private static String[] addresses(RedisSettings settings) {
        return settings.addresses().stream().map(RedisForms::withoutPath).toArray(String[]::new);
    }

    private static String withoutPath(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private static TrustManagerFactory authorities(Path pem) {
        try (InputStream file = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidConfigurationException(
                    "REDIS_CA", "must name a file of PEM certificates that can be read");
        }
    }
}
