package org.mcpgateway.auth.accesstoken;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.Scope;

/**
 * Reads an access token and checks what the token alone can prove: signature by one of this server's keys with the
 * algorithm of that key, type, issuer and times (RFC 9068 s4, RFC 8725). Whether it still lives is the store's to say.
 */
@ApplicationScoped
public class AccessTokenDecoder {

    /** Longer than any token this server makes; what is longer is refused before it is parsed. */
    private static final int LONGEST = 8 * 1024;

    /** Headers that would bring the key along with the token (RFC 8725 s2.7, s3.10). */
    private static final Set<String> FOREIGN_KEY_HEADERS = Set.of("jwk", "jku", "x5u", "x5c", "x5t", "crit");

    /** Characters of tokens: some thousands of them. */
    private static final int MOST_REMEMBERED = 4 * 1024 * 1024;

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final JwtParser parser;
    private final Clock clock;

    /** Those whose signature was right: who has a token shows it again and again. */
    private final Cache<String, AccessToken> checked = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .<String, AccessToken>weigher((compact, token) -> compact.length())
            .expireAfter(Expiry.<String, AccessToken>creating((compact, token) -> remembered(token)))
            .build();

    @Inject
    public AccessTokenDecoder(SigningKeys keys, IssuerSettings issuer, Clock clock) {
        this.clock = clock;
        this.parser = Jwts.parser()
                .sig()
                .clear()
                .add(keys.algorithms())
                .and()
                .zip()
                .clear()
                .and()
                .keyLocator(header -> locate(keys, header))
                .requireIssuer(issuer.identifier().toString())
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(AccessToken.CLOCK_SKEW.toSeconds())
                .build();
    }

    /** The token's claims; empty when anything about it is not right. */
    public Optional<AccessToken> decode(String compact) {
        if (compact.length() > LONGEST) {
            return Optional.empty();
        }
        AccessToken known = checked.getIfPresent(compact);
        if (known != null && known.isValidAt(clock.instant())) {
            return Optional.of(known);
        }
        try {
            AccessToken token = token(parser.parseSignedClaims(compact).getPayload());
            checked.put(compact, token);
            return Optional.of(token);
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Duration remembered(AccessToken token) {
        Duration left = token.leftAt(clock.instant());
        return left.compareTo(REMEMBERED) < 0 ? left : REMEMBERED;
    }

    private static Key locate(SigningKeys keys, Header header) {
        boolean ours = header instanceof JwsHeader
                && FOREIGN_KEY_HEADERS.stream().noneMatch(header::containsKey)
                && isAccessTokenType(header.getType());
        String keyId = header instanceof JwsHeader jws ? jws.getKeyId() : null;
        return Optional.of(ours)
                .filter(Boolean::booleanValue)
                .flatMap(yes -> keys.verificationKey(keyId))
                .orElseThrow(() -> new io.jsonwebtoken.security.InvalidKeyException("not one of this server's tokens"));
    }

    /** RFC 9068 s4 allows the media type's prefix. */
    private static boolean isAccessTokenType(String type) {
        if (type == null) {
            return false;
        }
        String name = type.toLowerCase(Locale.ROOT);
        return name.equals(AccessTokenEncoder.TYPE) || name.equals("application/" + AccessTokenEncoder.TYPE);
    }

    private static AccessToken token(Claims claims) {
        return new AccessToken(
                required(claims.getId(), "jti"),
                required(claims.getSubject(), "sub"),
                Optional.ofNullable(claims.get("username", String.class)).orElse(claims.getSubject()),
                Optional.ofNullable(claims.get("email", String.class)),
                Optional.ofNullable(claims.get("name", String.class)),
                required(claims.get("client_id", String.class), "client_id"),
                Scope.parse(claims.get("scope", String.class)),
                List.copyOf(claims.getAudience() == null ? Set.of() : claims.getAudience()),
                required(claims.getIssuedAt(), "iat").toInstant(),
                required(claims.getExpiration(), "exp").toInstant());
    }

    private static <T> T required(@org.jspecify.annotations.Nullable T value, String claim) {
        if (value == null) {
            throw new IllegalArgumentException("the token has no " + claim);
        }
        return value;
    }
}
