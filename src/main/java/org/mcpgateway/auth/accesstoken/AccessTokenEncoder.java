package org.mcpgateway.auth.accesstoken;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Date;
import org.mcpgateway.auth.config.IssuerSettings;

/** Writes an access token as a signed JWT of type {@code at+jwt} (RFC 9068 s2). */
@ApplicationScoped
public class AccessTokenEncoder {

    /** The type that keeps an access token from being taken for another JWT (RFC 9068 s2.1). */
    static final String TYPE = "at+jwt";

    private final SigningKeys keys;
    private final String issuer;

    @Inject
    public AccessTokenEncoder(SigningKeys keys, IssuerSettings issuer) {
        this.keys = keys;
        this.issuer = issuer.identifier().toString();
    }

    /** The token in JWS compact form. */
    public String encode(AccessToken token) {
        JwtBuilder jwt = Jwts.builder()
                .header()
                .type(TYPE)
                .and()
                .id(token.jti())
                .issuer(issuer)
                .subject(token.subject())
                .audience()
                .add(token.audience())
                .and()
                .issuedAt(Date.from(token.issuedAt()))
                .notBefore(Date.from(token.issuedAt()))
                .expiration(Date.from(token.expiresAt()))
                .claim("client_id", token.clientId())
                .claim("scope", token.scope().toString())
                .claim("username", token.username());
        token.email().ifPresent(email -> jwt.claim("email", email));
        token.name().ifPresent(name -> jwt.claim("name", name));
        return keys.sign(jwt);
    }
}
