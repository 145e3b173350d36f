package org.mcpgateway.auth.openid;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * What a provider's discovery document says (OpenID Connect Discovery s3).
 *
 * @param authorizationEndpoint where the browser is sent
 * @param tokenEndpoint where codes are redeemed
 * @param jwksUri where its public keys are
 * @param userinfoEndpoint where more is told of a user
 * @param takesBasic whether client credentials go into the Authorization header
 * @param announcesIssuer whether each answer to the callback carries {@code iss} (RFC 9207 s3)
 * @param algorithms that it signs id_tokens with
 */
record ProviderMetadata(
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        Optional<URI> userinfoEndpoint,
        boolean takesBasic,
        boolean announcesIssuer,
        Set<String> algorithms) {

    private static final String BASIC = "client_secret_basic";

    /**
     * Reads a discovery document.
     *
     * @param issuer the configured one, which the document must repeat byte for byte (Discovery s4.3)
     */
    static ProviderMetadata of(JsonValue json, URI issuer) {
        if (!(json instanceof JsonObject document)) {
            throw unusable("is not an object");
        }
        Optional<String> named = JsonMembers.text(document, "issuer");
        if (!named.equals(Optional.of(issuer.toString()))) {
            throw unusable("is of the issuer " + named.orElse("(none)") + " and not of " + issuer);
        }
        boolean plain = !new IssuerSettings(issuer).isHttps();
        List<String> methods = JsonMembers.texts(document, "token_endpoint_auth_methods_supported");
        List<String> algorithms = JsonMembers.texts(document, "id_token_signing_alg_values_supported");
        return new ProviderMetadata(
                required(document, "authorization_endpoint", plain),
                required(document, "token_endpoint", plain),
                required(document, "jwks_uri", plain),
                JsonMembers.text(document, "userinfo_endpoint").map(address -> endpoint(address, plain)),
                methods.isEmpty() || methods.contains(BASIC),
                JsonValue.TRUE.equals(document.get("authorization_response_iss_parameter_supported")),
                algorithms.isEmpty() ? Set.of("RS256") : Set.copyOf(algorithms));
    }

    private static URI required(JsonObject document, String name, boolean plain) {
        return JsonMembers.text(document, name)
                .map(address -> endpoint(address, plain))
                .orElseThrow(() -> unusable("has no " + name));
    }

    /** A provider on loopback may be plain http; what an https provider names must be https. */
    private static URI endpoint(String address, boolean plain) {
        try {
            URI endpoint = new URI(address);
            boolean secure = "https".equals(endpoint.getScheme()) || (plain && "http".equals(endpoint.getScheme()));
            if (secure && endpoint.getHost() != null && endpoint.getRawFragment() == null) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            throw unusable("names an endpoint that is no address");
        }
        throw unusable("names an endpoint that is not https: " + address);
    }

    private static OAuthException unusable(String detail) {
        return OAuthException.unavailable("the identity provider cannot be used", Duration.ofSeconds(10))
                .withDetail("the discovery document " + detail);
    }
}
