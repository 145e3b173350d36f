package org.mcpgateway.cli.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;

/**
 * What a sign-in left.
 *
 * @param issuer of the gateway
 * @param clientId of this command there
 * @param accessToken for the admin API
 * @param refreshToken its successor
 * @param expiresAt when the access token ends
 */
record Login(URI issuer, String clientId, String accessToken, String refreshToken, Instant expiresAt) {

    static Login of(URI issuer, String clientId, JsonObject tokens, Instant now) {
        return new Login(
                issuer,
                clientId,
                tokens.getString("access_token"),
                tokens.getString("refresh_token", ""),
                now.plusSeconds(tokens.getInt("expires_in", 0)));
    }

    static Login of(JsonObject kept) {
        return new Login(
                URI.create(kept.getString("issuer")),
                kept.getString("client_id"),
                kept.getString("access_token"),
                kept.getString("refresh_token"),
                Instant.parse(kept.getString("expires_at")));
    }

    /** What ends the sign-in with all that came of it; the access token alone where there is nothing else. */
    String revocable() {
        return refreshToken.isEmpty() ? accessToken : refreshToken;
    }

    JsonObject json() {
        return Json.createObjectBuilder()
                .add("issuer", issuer.toString())
                .add("client_id", clientId)
                .add("access_token", accessToken)
                .add("refresh_token", refreshToken)
                .add("expires_at", expiresAt.toString())
                .build();
    }

    @Override
    public String toString() {
        return "(sign-in to " + issuer + ")";
    }
}
