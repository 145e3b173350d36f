package org.mcpgateway.auth.verify;

import java.util.Optional;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.oauth.Scope;

/** The values of {@code WWW-Authenticate} (RFC 6750 s3, RFC 9728 s5.1). No error is named when no token was sent. */
final class Challenge {

    private Challenge() {}

    static String missingToken(Optional<ProtectedResource> resource) {
        return bearer(resource, "");
    }

    static String invalidToken(Optional<ProtectedResource> resource) {
        return bearer(
                resource, "error=\"invalid_token\", error_description=\"The access token is invalid or expired\", ");
    }

    static String insufficientScope(Optional<ProtectedResource> resource) {
        return bearer(resource, "error=\"insufficient_scope\", ");
    }

    private static String bearer(Optional<ProtectedResource> resource, String error) {
        return "Bearer " + error
                + resource.map(known -> "resource_metadata=\"" + known.metadata() + "\", ")
                        .orElse("")
                + "scope=\"" + Scope.MCP + "\"";
    }
}
