package org.mcpgateway.auth.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@link ResourceSettings}: the services from their list or from their switches. */
final class ResourceSettingsReader {

    private static final Pattern ENABLED_KEY = Pattern.compile("MCP_([A-Z0-9_]+)_ENABLED");
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private ResourceSettingsReader() {}

    /** @param names every key that is set, for the {@code MCP_<NAME>_ENABLED} of services */
    static ResourceSettings read(ConfigReader reader, List<String> names) {
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
}
