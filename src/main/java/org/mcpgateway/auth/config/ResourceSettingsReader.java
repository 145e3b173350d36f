package org.mcpgateway.auth.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@link ResourceSettings}: the services from their list or from their switches. */
final class ResourceSettingsReader {

    private static final Pattern ENABLED_KEY = Pattern.compile("MCP_([A-Z0-9_]+)_ENABLED");
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String PATTERNS = "MCP_RESOURCE_PATTERNS";
    private static final String SERVICE = "{service}";

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
        List<String> patterns = reader.list(PATTERNS);
        if (patterns.isEmpty()) {
            patterns = reader.domain("BASE_DOMAIN").stream()
                    .map(domain -> "https://{service}." + domain + "/mcp")
                    .toList();
        }
        if (patterns.isEmpty()) {
            throw new InvalidConfigurationException(
                    PATTERNS, "must be set when BASE_DOMAIN is not, as https://{service}.example.com/mcp");
        }
        boolean areSeveral = services.size() > 1;
        patterns.forEach(pattern -> requireAddress(pattern, areSeveral));
        return new ResourceSettings(
                List.copyOf(services), List.copyOf(patterns), reader.flag("REQUIRE_RESOURCE", false));
    }

    /** Several services at one address would be one: the others could not be asked for. */
    private static void requireAddress(String pattern, boolean ofEachService) {
        String address = pattern.replace(SERVICE, "x");
        if (address.contains("{") || address.contains("}")) {
            throw new InvalidConfigurationException(
                    PATTERNS, "must hold no other placeholder than {service}, as https://{service}.example.com/mcp");
        }
        if (ofEachService && !pattern.contains(SERVICE)) {
            throw new InvalidConfigurationException(
                    PATTERNS,
                    "must hold {service} in each of its addresses when there are several services, as https://{service}.example.com/mcp");
        }
        ConfigReader.parsed(PATTERNS, address, "https", "http");
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
