package org.mcpgateway.auth.openid;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.InvalidKeyException;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Checks id_tokens (OpenID Connect Core s3.1.3.7): an asymmetric signature by one of the provider's published keys,
 * issuer, audience, times and nonce.
 */
final class IdTokens {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final int LONGEST_SUBJECT = 255;

    /** Headers that would bring the key along with the token (RFC 8725 s2.7, s3.10). */
    private static final Set<String> FOREIGN_KEY_HEADERS = Set.of("jwk", "jku", "x5u");

    private final IdentitySettings.OpenId settings;
    private final ProviderKeys keys;
    private final Clock clock;
    private final JwtParser parser;

    IdTokens(IdentitySettings.OpenId settings, ProviderKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.parser = Jwts.parser()
                .sig()
                .clear()
                .add(List.of(
                        Jwts.SIG.RS256,
                        Jwts.SIG.RS384,
                        Jwts.SIG.RS512,
                        Jwts.SIG.PS256,
                        Jwts.SIG.PS384,
                        Jwts.SIG.PS512,
                        Jwts.SIG.ES256,
                        Jwts.SIG.ES384,
                        Jwts.SIG.ES512,
                        Jwts.SIG.EdDSA))
                .and()
                .zip()
                .clear()
                .and()
                .keyLocator(this::key)
                .requireIssuer(settings.issuer().toString())
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(SKEW.toSeconds())
                .build();
    }

    /**
     * The claims of a token that is good.
     *
     * @param compact as the token endpoint gave it
     * @param nonce of this sign-in
     * @throws OAuthException access_denied when anything about it is not right
     */
    JsonObject verified(String compact, String nonce) {
        try {
            check(parser.parseSignedClaims(compact).getPayload(), nonce);
            return claims(compact);
        } catch (JwtException | IllegalArgumentException | JsonException | ClassCastException e) {
            throw refused(settings.id(), "id_token: " + e.getClass().getSimpleName());
        }
    }

    static OAuthException refused(String provider, String detail) {
        return OAuthException.accessDenied("the identity provider did not confirm the sign-in: start again")
                .withDetail(provider + ": " + detail);
    }

    private Key key(Header header) {
        if (!(header instanceof JwsHeader jws) || FOREIGN_KEY_HEADERS.stream().anyMatch(header::containsKey)) {
            throw new InvalidKeyException("the token brings its own key, or needs none");
        }
        return keys.find(jws.getKeyId(), jws.getAlgorithm())
                .orElseThrow(() -> new InvalidKeyException("not one of the provider's keys"));
    }

    private void check(Claims claims, String nonce) {
        Set<String> audience = claims.getAudience() == null ? Set.of() : claims.getAudience();
        require(audience.contains(settings.clientId()), "aud");
        @Nullable String authorizedParty = claims.get("azp", String.class);
        require(authorizedParty == null ? audience.size() == 1 : authorizedParty.equals(settings.clientId()), "azp");
        require(claims.getExpiration() != null, "exp");
        require(claims.getIssuedAt() != null && isRecent(claims.getIssuedAt().toInstant()), "iat");
        @Nullable String subject = claims.getSubject();
        require(subject != null && isUsable(subject), "sub");
        @Nullable String claimed = claims.get("nonce", String.class);
        require(
                claimed != null
                        && MessageDigest.isEqual(
                                claimed.getBytes(StandardCharsets.UTF_8), nonce.getBytes(StandardCharsets.UTF_8)),
                "nonce");
    }

    private boolean isRecent(Instant issuedAt) {
        Instant now = clock.instant();
        return !issuedAt.isAfter(now.plus(SKEW)) && !issuedAt.isBefore(now.minus(OLDEST));
    }

    private static boolean isUsable(String subject) {
        return !subject.isBlank()
                && subject.length() <= LONGEST_SUBJECT
                && subject.chars().noneMatch(Character::isISOControl);
    }

    private void require(boolean right, String claim) {
        if (!right) {
            throw refused(settings.id(), "id_token: " + claim + " is missing or wrong");
        }
    }

    private static JsonObject claims(String compact) {
        byte[] payload = Base64.getUrlDecoder().decode(compact.split("\\.", -1)[1]);
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(payload))) {
            return reader.readObject();
        }
    }
}
