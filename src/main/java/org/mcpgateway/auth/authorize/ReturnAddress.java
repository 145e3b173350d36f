package org.mcpgateway.auth.authorize;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Where the browser goes back to, once it is known to be the client's.
 *
 * @param redirectUri as the client sent it
 * @param state as the client sent it
 */
public record ReturnAddress(String redirectUri, Optional<String> state) {

    static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    /** The address with a code (OAuth 2.1 s4.1.2) and the issuer (RFC 9207 s2). */
    URI withCode(String code, IssuerSettings issuer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        return with(parameters, issuer);
    }

    /** The address with an error (OAuth 2.1 s4.1.2.1) and the issuer (RFC 9207 s2). */
    URI withError(OAuthException error, IssuerSettings issuer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error.error().code());
        parameters.put("error_description", error.description());
        return with(parameters, issuer);
    }

    private URI with(Map<String, String> parameters, IssuerSettings issuer) {
        state.ifPresent(value -> parameters.put("state", value));
        parameters.put("iss", issuer.identifier().toString());
        String target = redirectUri.equals(OUT_OF_BAND) ? issuer.at("/success").toString() : redirectUri;
        StringBuilder address = new StringBuilder(target);
        char separator = target.indexOf('?') < 0 ? '?' : '&';
        for (var parameter : parameters.entrySet()) {
            address.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return URI.create(address.toString());
    }
}
