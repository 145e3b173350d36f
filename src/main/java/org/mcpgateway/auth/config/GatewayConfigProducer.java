package org.mcpgateway.auth.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * The only reader of MicroProfile Config: makes {@link GatewayConfig} at deployment and hands out its parts. Each part
 * is read by the class that is named after it, as {@link IssuerSettingsReader}.
 */
@ApplicationScoped
public class GatewayConfigProducer {

    private final GatewayConfig config;

    @Inject
    GatewayConfigProducer(Config config) {
        this(key -> config.getOptionalValue(key, String.class), propertyNames(config));
    }

    /**
     * @param source looks a key up
     * @param names every key that is set, for the {@code MCP_<NAME>_ENABLED} of services
     */
    GatewayConfigProducer(Function<String, Optional<String>> source, List<String> names) {
        this.config = read(new ConfigReader(source), names);
    }

    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Being observed makes the container build this bean, so that a bad value stops the deployment.
    }

    @Produces
    @Singleton
    GatewayConfig config() {
        return config;
    }

    @Produces
    @Singleton
    IssuerSettings issuer() {
        return config.issuer();
    }

    @Produces
    @Singleton
    ResourceSettings resources() {
        return config.resources();
    }

    @Produces
    @Singleton
    TokenSettings tokens() {
        return config.tokens();
    }

    @Produces
    @Singleton
    ClientSettings clients() {
        return config.clients();
    }

    @Produces
    @Singleton
    IdentitySettings identity() {
        return config.identity();
    }

    @Produces
    @Singleton
    AdminSettings admin() {
        return config.admin();
    }

    @Produces
    @Singleton
    AuditSettings audit() {
        return config.audit();
    }

    @Produces
    @Singleton
    MonitoringSettings monitoring() {
        return config.monitoring();
    }

    @Produces
    @Singleton
    NetworkSettings network() {
        return config.network();
    }

    @Produces
    @Singleton
    ClientDocumentSettings documents() {
        return config.documents();
    }

    @Produces
    @Singleton
    LimitSettings limits() {
        return config.limits();
    }

    @Produces
    @Singleton
    LoadSettings load() {
        return config.load();
    }

    @Produces
    @Singleton
    RedisSettings redis() {
        return config.redis();
    }

    @Produces
    @Singleton
    OperationsSettings operations() {
        return config.operations();
    }

    @Produces
    @Singleton
    VaultSettings vault() {
        return config.vault();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    private static GatewayConfig read(ConfigReader reader, List<String> names) {
        IssuerSettings issuer = IssuerSettingsReader.read(reader);
        ResourceSettings resources = ResourceSettingsReader.read(reader, names);
        return new GatewayConfig(
                issuer,
                resources,
                TokenSettingsReader.read(reader),
                ClientSettingsReader.read(reader),
                ClientDocumentSettingsReader.read(reader),
                IdentitySettingsReader.read(reader, issuer),
                AdminSettingsReader.read(reader),
                AuditSettingsReader.read(reader),
                MonitoringSettingsReader.read(reader),
                NetworkSettingsReader.read(reader),
                LimitSettingsReader.read(reader),
                LoadSettingsReader.read(reader),
                RedisSettingsReader.read(reader),
                VaultSettingsReader.read(reader),
                OperationsSettingsReader.read(reader, resources));
    }

    private static List<String> propertyNames(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .toList();
    }
}
