package org.mcpgateway.cli.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;

/**
 * What a sign-in to one MCP server left.
 *
 * @param resource the server's identifier
 * @param tokenEndpoint where the token is renewed
 * @param clientId of this command there
 * @param accessToken the token
 * @param refreshToken its successor; empty when there is none
 * @param expiresAt when the token ends
 */
record Credentials(
        String resource,
        URI tokenEndpoint,
        String clientId,
        String accessToken,
        String refreshToken,
        Instant expiresAt) {

    private static final long UNSAID_LIFETIME = 3600;

    /** Of an answer of the token endpoint (RFC 6749 s5.1). */
    static Credentials of(String resource, URI tokenEndpoint, String clientId, JsonObject answer, Instant now) {
        return new Credentials(
                resource,
                tokenEndpoint,
                clientId,
                answer.getString("access_token"),
                answer.getString("refresh_token", ""),
                now.plusSeconds(answer.getInt("expires_in", Math.toIntExact(UNSAID_LIFETIME))));
    }

    static Credentials of(JsonObject kept) {
        return new Credentials(
                kept.getString("resource"),
                URI.create(kept.getString("token_endpoint")),
                kept.getString("client_id"),
                kept.getString("access_token"),
                kept.getString("refresh_token"),
                Instant.parse(kept.getString("expires_at")));
    }

    /** After a renewal; a server that gives no new refresh token lets the old one go on (RFC 6749 s6). */
    Credentials renewed(JsonObject answer, Instant now) {
        Credentials next = of(resource, tokenEndpoint, clientId, answer, now);
        return next.refreshToken.isEmpty()
                ? new Credentials(resource, tokenEndpoint, clientId, next.accessToken, refreshToken, next.expiresAt)
                : next;
    }

    JsonObject json() {
        return Json.createObjectBuilder()
                .add("resource", resource)
                .add("token_endpoint", tokenEndpoint.toString())
                .add("client_id", clientId)
                .add("access_token", accessToken)
                .add("refresh_token", refreshToken)
                .add("expires_at", expiresAt.toString())
                .build();
    }

    @Override
    public String toString() {
        return "(credentials for " + resource + ")";
    }
}
