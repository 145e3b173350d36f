package org.mcpgateway.auth.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.oauth.GrantType;

/**
 * A registered client as it is stored. No secret is in it, only digests.
 *
 * @param version of this record's form; 1
 * @param clientId its identifier
 * @param secretHash SHA-256 of its secret; absent for a public client
 * @param registrationTokenHash SHA-256 of its registration access token (RFC 7592 s3); absent when nobody may manage it
 * @param issuedAt when it registered
 * @param expiresAt when it ends unless it is used; absent when it does not
 * @param authenticationMethod what it said it would use; absent when it did not say, then basic and post are both right
 * @param redirectUris exactly as registered
 * @param clientName for people; never trusted
 * @param grantTypes what it may ask the token endpoint for
 * @param scope what it registered; empty when it did not say
 * @param links {@code client_uri}, {@code logo_uri}, {@code tos_uri}, {@code policy_uri} as registered
 * @param contacts as registered
 * @param used whether a person has let it in at least once
 */
public record ClientRecord(
        int version,
        String clientId,
        Optional<String> secretHash,
        Optional<String> registrationTokenHash,
        Instant issuedAt,
        Optional<Instant> expiresAt,
        Optional<AuthenticationMethod> authenticationMethod,
        List<String> redirectUris,
        String clientName,
        List<String> grantTypes,
        String scope,
        Map<String, String> links,
        List<String> contacts,
        boolean used) {

    private static final Set<String> WITH_REFRESH_TOKEN =
            Set.of(GrantType.AUTHORIZATION_CODE.wireName(), GrantType.DEVICE_CODE.wireName());

    /** Whether it has no secret and relies on PKCE alone (RFC 6749 s2.1). */
    public boolean isPublic() {
        return secretHash.isEmpty();
    }

    /** Whether it may use the grant; refresh tokens may be used by whoever is given them, also by records of before. */
    public boolean mayUse(String grantType) {
        return grantTypes.contains(grantType)
                || (GrantType.REFRESH_TOKEN.wireName().equals(grantType) && isGivenRefreshTokens(grantTypes));
    }

    /** Whether the tokens of one of these grants come with a refresh token. */
    public static boolean isGivenRefreshTokens(List<String> grantTypes) {
        return grantTypes.stream().anyMatch(WITH_REFRESH_TOKEN::contains);
    }

    /** A copy that counts as used and ends at {@code expiry}. */
    public ClientRecord usedUntil(Optional<Instant> expiry) {
        return new ClientRecord(
                version,
                clientId,
                secretHash,
                registrationTokenHash,
                issuedAt,
                expiry,
                authenticationMethod,
                redirectUris,
                clientName,
                grantTypes,
                scope,
                links,
                contacts,
                true);
    }
}
