package org.mcpgateway.auth.accesstoken;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Date;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.RandomTokens;

/**
 * Writes an {@link IdentityToken} as a signed JWT of a type of its own, so that it is no access token here or anywhere;
 * whoever has the JWK set can check it.
 */
@ApplicationScoped
public class IdentityTokenEncoder {

    /** The type that keeps it from being taken for an access token (RFC 8725 s3.11). */
    public static final String TYPE = "gateway-identity+jwt";

    private final SigningKeys keys;
    private final RandomTokens random;
    private final String issuer;

    @Inject
    public IdentityTokenEncoder(SigningKeys keys, RandomTokens random, IssuerSettings issuer) {
        this.keys = keys;
        this.random = random;
        this.issuer = issuer.identifier().toString();
    }

    /** The token in JWS compact form. */
    public String encode(IdentityToken identity) {
        AccessToken token = identity.token();
        JwtBuilder jwt = Jwts.builder()
                .header()
                .type(TYPE)
                .and()
                .id(random.identifier())
                .issuer(issuer)
                .subject(token.subject())
                .audience()
                .add(identity.service())
                .and()
                .issuedAt(Date.from(identity.issuedAt()))
                .expiration(Date.from(identity.expiresAt()))
                .claim("client_id", token.clientId())
                .claim("scope", token.scope().toString())
                .claim("username", token.username())
                .claim("htm", identity.method())
                .claim("htu", identity.address().toString());
        token.email().ifPresent(email -> jwt.claim("email", email));
        token.name().ifPresent(name -> jwt.claim("name", name));
        return keys.sign(jwt);
    }
}
