package org.mcpgateway.bridge.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/** The only reader of MicroProfile Config: makes {@link BridgeConfig} at deployment and hands out its parts. */
@ApplicationScoped
public class BridgeConfigProducer {

    private static final int MEBIBYTE = 1024 * 1024;

    private final BridgeConfig config;

    @Inject
    BridgeConfigProducer(Config config) {
        this(key -> config.getOptionalValue(key, String.class));
    }

    /** @param source looks a key up */
    BridgeConfigProducer(Function<String, Optional<String>> source) {
        ConfigReader reader = new ConfigReader(source);
        this.config = new BridgeConfig(
                reader.text("MCP_CATALOGUE").map(Path::of),
                reader.text("MCP_SERVICE"),
                reader.uriOrPath("FORWARD_AUTH_URL", "http", "https"),
                guard(reader),
                new BridgeConfig.LimitSettings(
                        Duration.ofSeconds(reader.number("MCP_SESSION_IDLE_TIMEOUT", 300, 1)),
                        Duration.ofSeconds(reader.number("MCP_CALL_TIMEOUT", 0, 0)),
                        reader.number("MCP_MAX_SESSIONS", 1000, 1),
                        reader.number("MCP_MAX_SESSIONS_PER_USER", 100, 1),
                        reader.number("MCP_MAX_SESSIONS_PER_SERVICE", 500, 1),
                        reader.number("MCP_MAX_CALLS", 4000, 1),
                        reader.number("MCP_MAX_MESSAGE_BYTES", 16 * MEBIBYTE, 1024),
                        Duration.ofSeconds(reader.number("MCP_BODY_TIMEOUT", 60, 1))),
                new FetchSettings(
                        reader.flag("MCP_FETCH_ALLOW_PRIVATE"),
                        reader.list("MCP_FETCH_ALLOWED_HOSTS"),
                        reader.text("MCP_FETCH_USER_AGENT").orElse("mcp-oauth-gateway-fetch/0.1"),
                        reader.flag("MCP_FETCH_IGNORE_ROBOTS"),
                        reader.number("MCP_FETCH_MAX_BYTES", 5 * MEBIBYTE, 1024),
                        Duration.ofSeconds(reader.number("MCP_FETCH_TIMEOUT", 30, 1))),
                secrets(reader),
                new ChildSettings(
                        reader.number("MCP_MAX_CHILDREN", 1000, 1),
                        reader.number("MCP_MAX_CHILDREN_PER_USER", 100, 1),
                        reader.number("MCP_MAX_CHILDREN_PER_SERVICE", 500, 1),
                        reader.number("MCP_MAX_STARTING_CHILDREN", startingAtOnce(), 1),
                        Duration.ofSeconds(reader.number("MCP_CHILD_BACKOFF_MAX", 60, 1))),
                SessionSettingsReader.read(reader),
                MonitoringSettings.read(reader),
                VaultSettingsReader.read(reader),
                OperationsSettings.read(reader));
    }

    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Being observed makes the container build this bean, so that a bad value stops the deployment.
    }

    @Produces
    @Singleton
    BridgeConfig config() {
        return config;
    }

    @Produces
    @Singleton
    BridgeConfig.GuardSettings guard() {
        return config.guard();
    }

    @Produces
    @Singleton
    SecretSource secrets() {
        return config.secrets();
    }

    @Produces
    @Singleton
    ChildSettings children() {
        return config.children();
    }

    @Produces
    @Singleton
    MonitoringSettings monitoring() {
        return config.monitoring();
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
    FetchSettings fetch() {
        return config.fetch();
    }

    @Produces
    @Singleton
    BridgeConfig.LimitSettings limits() {
        return config.limits();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SessionSettings sessions() {
        return config.sessions();
    }

    /** More would only make each of them slower. */
    private static int startingAtOnce() {
        return Math.max(16, 8 * Runtime.getRuntime().availableProcessors());
    }

    private static SecretSource secrets(ConfigReader reader) {
        Optional<Path> folder = reader.text("MCP_SECRETS_FOLDER").map(Path::of);
        return name -> folder.map(path -> path.resolve(name))
                .filter(Files::isRegularFile)
                .map(file -> ConfigReader.contents("MCP_SECRETS_FOLDER", file))
                .or(() -> reader.text("MCP_SECRET_" + name));
    }

    private static BridgeConfig.GuardSettings guard(ConfigReader reader) {
        List<String> hosts = new ArrayList<>(reader.list("MCP_ALLOWED_HOSTS"));
        if (hosts.isEmpty()) {
            reader.text("BASE_DOMAIN").ifPresent(domain -> hosts.addAll(List.of(domain, "*." + domain)));
        }
        hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        List<String> origins = reader.list("MCP_ALLOWED_ORIGINS");
        return new BridgeConfig.GuardSettings(
                hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList(),
                origins.isEmpty() ? reader.list("MCP_CORS_ORIGINS") : origins,
                IdentityPeers.read(reader));
    }
}
