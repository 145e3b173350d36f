package org.mcpgateway.auth.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The only reader of MicroProfile Config: makes {@link GatewayConfig} at deployment and hands out its parts. */
@ApplicationScoped
public class GatewayConfigProducer {

    private static final Pattern ENABLED_KEY = Pattern.compile("MCP_([A-Z0-9_]+)_ENABLED");
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

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
    RedisSettings redis() {
        return config.redis();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    private static GatewayConfig read(ConfigReader reader, List<String> names) {
        return new GatewayConfig(
                issuer(reader),
                resources(reader, names),
                tokens(reader),
                clients(reader),
                new ClientDocumentSettings(
                        reader.flag("CLIENT_DOCUMENTS", true),
                        reader.list("CLIENT_DOCUMENT_HOSTS").stream()
                                .map(host -> host.toLowerCase(Locale.ROOT))
                                .toList(),
                        reader.text("CLIENT_DOCUMENT_CA").map(Path::of)),
                identity(reader),
                new NetworkSettings(reader.list("TRUSTED_PROXIES"), reader.list("MCP_CORS_ORIGINS")),
                new LimitSettings(
                        reader.number("FAILURES_PER_MINUTE", 60, 0, 1_000_000),
                        reader.number("AUTHORIZATIONS_PER_MINUTE", 120, 0, 1_000_000),
                        reader.number("DEVICE_CODES_PER_HOUR", 120, 0, 1_000_000)),
                new RedisSettings(
                        reader.uri("REDIS_URL", "redis", "rediss").orElse(URI.create("redis://127.0.0.1:6379")),
                        reader.secret("REDIS_PASSWORD"),
                        Duration.ofSeconds(2)));
    }

    private static IssuerSettings issuer(ConfigReader reader) {
        URI identifier = reader.uri("GATEWAY_ISSUER", "https", "http")
                .or(() -> reader.text("BASE_DOMAIN").map(domain -> URI.create("https://auth." + domain)))
                .orElseThrow(() -> new InvalidConfigurationException(
                        "BASE_DOMAIN", "must be set (or GATEWAY_ISSUER, the full address of this server)"));
        if (identifier.toString().endsWith("/") || identifier.getRawQuery() != null) {
            throw new InvalidConfigurationException("GATEWAY_ISSUER", "must have no query and must not end in a slash");
        }
        var issuer = new IssuerSettings(identifier);
        if (!issuer.isHttps() && !issuer.isLoopback()) {
            throw new InvalidConfigurationException("GATEWAY_ISSUER", "must be https unless it is a loopback address");
        }
        return issuer;
    }

    private static ResourceSettings resources(ConfigReader reader, List<String> names) {
        List<String> listed = reader.list("MCP_SERVICES");
        List<String> services = listed.isEmpty() ? enabledServices(reader, names) : listed;
        services.stream()
                .filter(name -> !SERVICE_NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidConfigurationException(
                            "MCP_SERVICES", "holds a name that is not a host label: " + name);
                });
        List<String> patterns = reader.list("MCP_RESOURCE_PATTERNS");
        if (patterns.isEmpty()) {
            patterns = reader.text("BASE_DOMAIN").stream()
                    .map(domain -> "https://{service}." + domain + "/mcp")
                    .toList();
        }
        if (patterns.isEmpty()) {
            throw new InvalidConfigurationException(
                    "MCP_RESOURCE_PATTERNS",
                    "must be set when BASE_DOMAIN is not, as https://{service}.example.com/mcp");
        }
        return new ResourceSettings(
                List.copyOf(services), List.copyOf(patterns), reader.flag("REQUIRE_RESOURCE", false));
    }

    private static List<String> enabledServices(ConfigReader reader, List<String> names) {
        return names.stream()
                .map(ENABLED_KEY::matcher)
                .filter(matcher -> matcher.matches() && reader.flag(matcher.group(), false))
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT).replace("_", ""))
                .sorted()
                .toList();
    }

    private static TokenSettings tokens(ConfigReader reader) {
        var tokens = new TokenSettings(
                reader.choice("JWT_ALGORITHM", TokenSettings.JwtAlgorithm.class, TokenSettings.JwtAlgorithm.RS256),
                reader.secret("JWT_PRIVATE_KEY_B64"),
                reader.list("JWT_PREVIOUS_PUBLIC_KEYS_B64"),
                reader.secret("GATEWAY_JWT_SECRET").or(() -> reader.secret("JWT_SECRET")),
                reader.seconds("ACCESS_TOKEN_LIFETIME", Duration.ofHours(24), Duration.ofSeconds(1)),
                reader.seconds("REFRESH_TOKEN_LIFETIME", Duration.ofDays(30), Duration.ofSeconds(1)),
                reader.seconds("REFRESH_GRACE", Duration.ofSeconds(30), Duration.ZERO),
                Duration.ofSeconds(reader.number("AUTHORIZATION_CODE_LIFETIME", 60, 1, 600)));
        boolean symmetric = tokens.algorithm() == TokenSettings.JwtAlgorithm.HS256;
        if (symmetric && tokens.sharedSecret().isEmpty()) {
            throw new InvalidConfigurationException("GATEWAY_JWT_SECRET", "must be set when JWT_ALGORITHM is HS256");
        }
        if (!symmetric && tokens.privateKey().isEmpty()) {
            throw new InvalidConfigurationException(
                    "JWT_PRIVATE_KEY_B64", "must be set when JWT_ALGORITHM is " + tokens.algorithm());
        }
        return tokens;
    }

    private static ClientSettings clients(ConfigReader reader) {
        var clients = new ClientSettings(
                reader.seconds("CLIENT_LIFETIME", Duration.ofDays(90), Duration.ZERO),
                reader.seconds("CLIENT_UNUSED_LIFETIME", Duration.ofDays(1), Duration.ofMinutes(1)),
                reader.choice(
                        "REGISTRATION_ACCESS",
                        ClientSettings.RegistrationAccess.class,
                        ClientSettings.RegistrationAccess.OPEN),
                reader.secret("REGISTRATION_TOKEN"),
                reader.number("REGISTRATIONS_PER_HOUR", 100, 0, 1_000_000),
                reader.secrets("MACHINE_CLIENTS"),
                reader.secrets("RESOURCE_SERVERS"));
        if (clients.access() == ClientSettings.RegistrationAccess.TOKEN
                && clients.initialAccessToken().isEmpty()) {
            throw new InvalidConfigurationException(
                    "REGISTRATION_TOKEN", "must be set when REGISTRATION_ACCESS is token");
        }
        return clients;
    }

    private static IdentitySettings identity(ConfigReader reader) {
        Optional<IdentitySettings.GitHub> github = reader.text("GITHUB_CLIENT_ID")
                .map(clientId -> new IdentitySettings.GitHub(
                        clientId,
                        reader.secret("GITHUB_CLIENT_SECRET")
                                .orElseThrow(() -> new InvalidConfigurationException(
                                        "GITHUB_CLIENT_SECRET", "must be set when GITHUB_CLIENT_ID is")),
                        reader.uri("GITHUB_AUTHORIZE_URL", "https", "http")
                                .orElse(URI.create("https://github.com/login/oauth/authorize")),
                        reader.uri("GITHUB_TOKEN_URL", "https", "http")
                                .orElse(URI.create("https://github.com/login/oauth/access_token")),
                        reader.uri("GITHUB_API_URL", "https", "http").orElse(URI.create("https://api.github.com"))));
        boolean local = reader.flag("LOCAL_IDENTITY", false);
        if (local && !issuer(reader).isLoopback()) {
            throw new InvalidConfigurationException(
                    "LOCAL_IDENTITY", "may be true only where GATEWAY_ISSUER is a loopback address");
        }
        if (github.isEmpty() && !local) {
            throw new InvalidConfigurationException(
                    "GITHUB_CLIENT_ID", "must be set, so that somebody can sign users in");
        }
        return new IdentitySettings(
                github,
                local,
                reader.list("LOCAL_IDENTITY_USERS"),
                reader.list("ALLOWED_GITHUB_USERS"),
                reader.list("ADMIN_USERS"),
                Duration.ofSeconds(reader.number("IDENTITY_TIMEOUT", 10, 1, 60)));
    }

    private static List<String> propertyNames(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .toList();
    }
}
