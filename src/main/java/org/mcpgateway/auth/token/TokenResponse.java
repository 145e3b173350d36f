package org.mcpgateway.auth.token;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Optional;

/**
 * The answer of the token endpoint (RFC 6749 s5.1).
 *
 * @param accessToken a JWT
 * @param tokenType always {@code Bearer}
 * @param expiresIn seconds
 * @param refreshToken absent where the grant gives none
 * @param scope granted, space-separated
 */
public record TokenResponse(
        @JsonbProperty("access_token") String accessToken,
        @JsonbProperty("token_type") String tokenType,
        @JsonbProperty("expires_in") long expiresIn,
        @JsonbProperty("refresh_token") Optional<String> refreshToken,
        String scope) {}
