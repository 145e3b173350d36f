package org.mcpgateway.auth.metadata;

import java.net.URI;
import org.mcpgateway.auth.oauth.ResourceIndicator;

/**
 * One address of one MCP service.
 *
 * @param service its name in the catalogue
 * @param address as the configuration spells it
 * @param indicator the same in canonical form
 * @param metadata where its RFC 9728 document is
 */
public record ProtectedResource(String service, URI address, ResourceIndicator indicator, URI metadata) {

    /** The path under which everything belongs to the service: its address without {@code /mcp}. */
    public String base() {
        String path = address.getRawPath();
        return path.endsWith("/mcp") ? path.substring(0, path.length() - "/mcp".length()) : path;
    }

    /** The host, and port if not the default, that its address names; lower case. */
    public String authority() {
        return ProtectedResources.authority(indicator.value());
    }
}
