package org.mcpgateway.auth.support;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.Keys;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** An id_token that is good, and such as are wrong in one way (OpenID Connect Core s3.1.3.7, RFC 8725). */
public enum ForgedIdToken {
    GOOD,
    WRONG_NONCE,
    NO_NONCE,
    OTHER_ISSUER,
    ISSUER_WITH_A_SLASH,
    OTHER_AUDIENCE,
    NO_AUDIENCE,
    SEVERAL_AUDIENCES_WITHOUT_AZP,
    OTHER_AZP,
    EXPIRED,
    NO_EXPIRY,
    ISSUED_LONG_AGO,
    ISSUED_IN_THE_FUTURE,
    NO_ISSUE_TIME,
    NO_SUBJECT,
    ALGORITHM_NONE,
    HS256_WITH_THE_PUBLIC_KEY,
    HS256_WITH_THE_CLIENT_SECRET,
    ALGORITHM_NOT_ANNOUNCED,
    UNKNOWN_KEY,
    FOREIGN_KEY_WITH_A_KNOWN_ID,
    KEY_FOR_ENCRYPTION,
    KEY_BROUGHT_ALONG,
    FOREIGN_KEY_WITHOUT_AN_ID,
    CHANGED_AFTER_SIGNING,
    NO_JWT_AT_ALL;

    /** A key that is published for encryption. */
    static final KeyPair ENCRYPTION_KEY = TestKeys.rsa();

    /** Its identifier. */
    static final String ENCRYPTION_KEY_ID = "for-encryption";

    private static final KeyPair FOREIGN_KEY = TestKeys.rsa();

    /**
     * What makes a good one.
     *
     * @param issuer of the provider
     * @param audience the client
     * @param nonce of the request
     * @param claims about the user
     * @param keyId of the key
     * @param key that signs
     * @param algorithm of the key
     */
    record Good(
            String issuer,
            String audience,
            String nonce,
            Map<String, Object> claims,
            String keyId,
            KeyPair key,
            SignatureAlgorithm algorithm) {}

    /** The token in compact form. */
    String make(Good good) {
        Instant now = Instant.now();
        JwtBuilder jwt = Jwts.builder()
                .issuer(good.issuer())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plusSeconds(300)))
                .claim("nonce", good.nonce())
                .claims(good.claims());
        if (this != NO_AUDIENCE && this != OTHER_AUDIENCE) {
            jwt.audience().add(good.audience()).and();
        }
        changeClaims(jwt, good, now);
        return sign(jwt, good);
    }

    private void changeClaims(JwtBuilder jwt, Good good, Instant now) {
        switch (this) {
            case WRONG_NONCE -> jwt.claim("nonce", good.nonce() + "x");
            case NO_NONCE -> jwt.claim("nonce", null);
            case OTHER_ISSUER -> jwt.issuer("https://accounts.evil.example");
            case ISSUER_WITH_A_SLASH -> jwt.issuer(good.issuer() + "/");
            case OTHER_AUDIENCE -> jwt.audience().add("another-client").and();
            case SEVERAL_AUDIENCES_WITHOUT_AZP ->
                jwt.audience().add("another-client").and();
            case OTHER_AZP -> jwt.claim("azp", "another-client");
            case EXPIRED -> jwt.expiration(Date.from(now.minus(Duration.ofMinutes(3))));
            case NO_EXPIRY -> jwt.expiration(null);
            case ISSUED_LONG_AGO -> jwt.issuedAt(Date.from(now.minus(Duration.ofHours(1))));
            case ISSUED_IN_THE_FUTURE -> jwt.issuedAt(Date.from(now.plus(Duration.ofHours(1))));
            case NO_ISSUE_TIME -> jwt.issuedAt(null);
            case NO_SUBJECT -> jwt.subject(null);
            default -> {
                // Its claims are right; what is wrong is the signature.
            }
        }
    }

    private String sign(JwtBuilder jwt, Good good) {
        byte[] publicKey = good.key().getPublic().getEncoded();
        byte[] secret = OpenIdSimulator.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8);
        return switch (this) {
            case NO_JWT_AT_ALL -> "not.a.jwt";
            case ALGORITHM_NONE -> jwt.compact();
            case HS256_WITH_THE_PUBLIC_KEY ->
                named(jwt, good.keyId())
                        .signWith(Keys.hmacShaKeyFor(publicKey), Jwts.SIG.HS256)
                        .compact();
            case HS256_WITH_THE_CLIENT_SECRET ->
                named(jwt, "shared")
                        .signWith(Keys.hmacShaKeyFor(secret), Jwts.SIG.HS256)
                        .compact();
            case ALGORITHM_NOT_ANNOUNCED ->
                named(jwt, good.keyId())
                        .signWith(good.key().getPrivate(), Jwts.SIG.PS256)
                        .compact();
            case UNKNOWN_KEY -> rs256(named(jwt, "unknown"), FOREIGN_KEY);
            case FOREIGN_KEY_WITH_A_KNOWN_ID -> rs256(named(jwt, good.keyId()), FOREIGN_KEY);
            case KEY_FOR_ENCRYPTION -> rs256(named(jwt, ENCRYPTION_KEY_ID), ENCRYPTION_KEY);
            case KEY_BROUGHT_ALONG ->
                rs256(
                        named(jwt, good.keyId())
                                .header()
                                .add(
                                        "jwk",
                                        Jwks.builder()
                                                .key((RSAPublicKey) FOREIGN_KEY.getPublic())
                                                .build())
                                .and(),
                        FOREIGN_KEY);
            case FOREIGN_KEY_WITHOUT_AN_ID -> rs256(jwt, FOREIGN_KEY);
            case CHANGED_AFTER_SIGNING -> {
                String compact = rs256(named(jwt, good.keyId()), good.key());
                yield compact.replaceFirst("\\.[^.]{4}", ".eyJh");
            }
            default ->
                named(jwt, good.keyId())
                        .signWith(good.key().getPrivate(), good.algorithm())
                        .compact();
        };
    }

    private static JwtBuilder named(JwtBuilder jwt, String keyId) {
        return jwt.header().keyId(keyId).and();
    }

    private static String rs256(JwtBuilder jwt, KeyPair key) {
        return jwt.signWith(key.getPrivate(), Jwts.SIG.RS256).compact();
    }
}
