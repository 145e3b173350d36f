package org.mcpgateway.cli.health;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.GatewayAddress;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.api.WellKnown;
import org.mcpgateway.cli.compose.EnabledServices;
import org.mcpgateway.cli.compose.Settings;

/**
 * Where the services of a gateway are: as its settings say where they are of this gateway, else as the gateway itself
 * says in {@code protected_resources} of its metadata (RFC 9728 s4).
 */
record ServiceAddresses(HttpCalls calls, URI issuer, Settings settings) {

    private static final String PLACE = "{service}";

    /** All that are known, by name. */
    Map<String, URI> all() throws InterruptedException {
        Map<String, URI> found = new LinkedHashMap<>();
        Optional<String> pattern = pattern();
        if (pattern.isPresent() && !names().isEmpty()) {
            names().forEach(name -> found.put(name, at(pattern.get(), name)));
        } else {
            announced().forEach(address -> found.put(name(address), address));
        }
        return found;
    }

    /** Those of these names or addresses. */
    Map<String, URI> of(List<String> wanted) throws InterruptedException {
        Map<String, URI> found = new LinkedHashMap<>();
        Map<String, URI> known = wanted.stream().allMatch(ServiceAddresses::isAddress) ? Map.of() : all();
        for (String one : wanted) {
            found.put(one, isAddress(one) ? address(one) : known.getOrDefault(requireName(one), guessed(one)));
        }
        return found;
    }

    /** A service that nobody announces may be off, or somebody mistyped it: asking there tells. */
    private URI guessed(String name) {
        return at(pattern().orElse(issuer + "/services/" + PLACE + "/mcp"), name);
    }

    /** Where the settings put a service; empty when they are not of this gateway. */
    private Optional<String> pattern() {
        Optional<String> domain = settings.find("BASE_DOMAIN");
        Optional<String> own = settings.find("GATEWAY_ISSUER")
                .map(address -> address.replaceFirst("/$", ""))
                .or(() -> domain.map(base -> "https://auth." + base));
        return own.filter(issuer.toString()::equals)
                .flatMap(same -> settings.list("MCP_RESOURCE_PATTERNS").stream()
                        .filter(pattern -> pattern.contains(PLACE))
                        .findFirst()
                        .or(() -> domain.map(base -> "https://" + PLACE + "." + base + "/mcp")));
    }

    private List<String> names() {
        List<String> named = settings.list("MCP_SERVICES");
        boolean composed = settings.find("BASE_DOMAIN").isPresent();
        return named.isEmpty() && composed ? List.copyOf(new EnabledServices(settings).names()) : named;
    }

    /** A gateway that does not answer is told by its own check; no token goes to an address that shows it. */
    private List<URI> announced() throws InterruptedException {
        try {
            return calls
                    .document(WellKnown.authorizationServer(issuer))
                    .filter(document -> document.get("protected_resources") instanceof JsonArray)
                    .map(document -> document.getJsonArray("protected_resources"))
                    .orElse(JsonArray.EMPTY_JSON_ARRAY)
                    .getValuesAs(JsonString.class)
                    .stream()
                    .map(address -> URI.create(address.getString()))
                    .filter(GatewayAddress::keepsSecrets)
                    .toList();
        } catch (CommandException | IllegalArgumentException | ClassCastException e) {
            return List.of();
        }
    }

    /** {@code time} of {@code https://time.example.com/mcp} as of {@code https://example.com/services/time/mcp}. */
    private static String name(URI address) {
        String[] path = address.getPath().split("/", -1);
        return path.length > 2 ? path[path.length - 2] : address.getHost().split("\\.", 2)[0];
    }

    private static URI at(String pattern, String name) {
        return URI.create(pattern.replace(PLACE, name));
    }

    private static boolean isAddress(String service) {
        return service.contains(":");
    }

    /** Over https or on this machine, as everything that a token is sent to. */
    private static URI address(String text) {
        try {
            return GatewayAddress.required(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw noService(e);
        }
    }

    private static String requireName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}")) {
            throw noService(new IllegalArgumentException("no name"));
        }
        return name;
    }

    private static CommandException noService(RuntimeException cause) {
        return new CommandException(
                ExitCode.USAGE,
                "a service must be a name, as time, or an address, as https://time.example.com/mcp",
                cause);
    }
}
