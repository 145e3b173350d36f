package org.mcpgateway.cli.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mcpgateway.cli.api.OperationsKey;

/** The whole environment of the server process: the settings of both WARs, and little else of ours. */
final class ServerEnvironment {

    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_TOOL_OPTIONS");

    /** What a developer may want otherwise than by default; everything else is decided here. */
    private static final List<String> SETTINGS = List.of(
            "ACCESS_LOG",
            "ACCESS_TOKEN_LIFETIME",
            "REFRESH_TOKEN_LIFETIME",
            "CLIENT_LIFETIME",
            "ADMIN_MACHINE_CLIENTS",
            "ADMIN_USERS",
            "MACHINE_CLIENTS",
            "RESOURCE_SERVERS");

    private final Map<String, String> inherited;
    private final StateFolder state;
    private final String signingKey;
    private final String vaultKey;
    private final EmbeddedRedis redis;
    private final OperationsKey operationsKey = OperationsKey.generate();

    ServerEnvironment(Map<String, String> inherited, StateFolder state, EmbeddedRedis redis) {
        this.inherited = inherited;
        this.state = state;
        this.signingKey = SigningKey.of(state);
        this.vaultKey = VaultKey.of(state);
        this.redis = redis;
    }

    /** @param services the services that can run */
    Map<String, String> at(Address address, Collection<String> services) {
        Map<String, String> environment = new TreeMap<>();
        Stream.concat(INHERITED.stream(), SETTINGS.stream())
                .filter(inherited::containsKey)
                .forEach(name -> environment.put(name, inherited.getOrDefault(name, "")));
        traces().forEach(environment::put);
        environment.put("GATEWAY_ISSUER", address.issuer());
        environment.put("MCP_SERVICES", String.join(",", services));
        environment.put("MCP_RESOURCE_PATTERNS", address.service("{service}"));
        environment.put("LOCAL_IDENTITY", "true");
        environment.put("LOCAL_IDENTITY_USERS", inherited.getOrDefault("USER", "developer"));
        environment.put("TRUSTED_PROXIES", "127.0.0.1");
        environment.put("JWT_ALGORITHM", "RS256");
        environment.put("JWT_PRIVATE_KEY_B64", signingKey);
        environment.put("VAULT_KEY", vaultKey);
        environment.put("OPERATIONS_KEY", operationsKey.secret());
        environment.put("OPERATIONS_PUBLIC_KEY", operationsKey.publicHalf());
        environment.put("BRIDGE_URLS", address.bridge());
        environment.put("REDIS_URL", "redis://127.0.0.1:" + redis.port());
        environment.put("REDIS_PASSWORD", redis.password());
        environment.put("MCP_CATALOGUE", state.catalogue().toString());
        environment.put("FORWARD_AUTH_URL", "/verify");
        environment.put("MCP_ALLOWED_HOSTS", address.host());
        environment.put("MCP_ALLOWED_ORIGINS", address.issuer());
        return environment;
    }

    /** OpenTelemetry's own settings, sent by HTTP where nobody says otherwise. */
    private Map<String, String> traces() {
        Map<String, String> traces = new TreeMap<>();
        inherited.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                traces.put(name, value);
            }
        });
        if (!traces.isEmpty()) {
            traces.putIfAbsent("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        }
        return traces;
    }
}
