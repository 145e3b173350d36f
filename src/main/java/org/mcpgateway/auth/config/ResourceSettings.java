package org.mcpgateway.auth.config;

import java.net.URI;
import java.util.List;

/**
 * The MCP services behind this gateway, each a protected resource (RFC 9728) with one address for each pattern.
 *
 * @param services {@code MCP_SERVICES}, or the names whose {@code MCP_<NAME>_ENABLED} is true; lower case
 * @param patterns {@code MCP_RESOURCE_PATTERNS}: addresses in which {@code {service}} stands for the name; the first is
 *     the one that is shown to people
 * @param required {@code REQUIRE_RESOURCE}: whether a request without {@code resource} is refused
 */
public record ResourceSettings(List<String> services, List<String> patterns, boolean required) {

    /** The addresses of one service, the preferred one first. */
    public List<URI> addresses(String service) {
        return patterns.stream()
                .map(pattern -> URI.create(pattern.replace("{service}", service)))
                .distinct()
                .toList();
    }
}
