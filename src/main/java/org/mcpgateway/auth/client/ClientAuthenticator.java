package org.mcpgateway.auth.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * Authenticates the client of a request by exactly one method: Basic, post or none (RFC 6749 s2.3.1, s5.2). A client
 * with a secret never passes without it.
 */
@ApplicationScoped
public class ClientAuthenticator {

    private static final String CHALLENGE = "Basic realm=\"gateway\", charset=\"UTF-8\"";

    private final ClientStore clients;
    private final FailureGuard failures;

    @Inject
    public ClientAuthenticator(ClientStore clients, FailureGuard failures) {
        this.clients = clients;
        this.failures = failures;
    }

    /**
     * The authenticated client.
     *
     * @param authorization the {@code Authorization} header, if sent
     * @param form the request's parameters
     * @throws OAuthException invalid_client (401); invalid_request when two methods are mixed or no client is named
     */
    public ClientRecord authenticate(@Nullable String authorization, RequestParameters form) {
        failures.requireCalm();
        Credentials credentials = authorization == null ? fromForm(form) : fromHeader(authorization, form);
        ClientRecord client = clients.find(credentials.clientId())
                .orElseThrow(() -> refused("the client is unknown: register again", credentials));
        boolean proven = client.secretHash()
                .map(hash -> credentials
                        .secret()
                        .filter(secret -> Sha256.matches(secret, hash))
                        .isPresent())
                .orElse(credentials.secret().isEmpty());
        if (!proven) {
            throw refused("the client secret is missing or wrong", credentials);
        }
        if (client.authenticationMethod()
                .filter(method -> method != credentials.method())
                .isPresent()) {
            throw refused("the client registered another token_endpoint_auth_method", credentials);
        }
        return client;
    }

    private static Credentials fromForm(RequestParameters form) {
        Optional<String> secret = form.optional("client_secret");
        return new Credentials(
                form.required("client_id"),
                secret,
                secret.isPresent() ? AuthenticationMethod.CLIENT_SECRET_POST : AuthenticationMethod.NONE);
    }

    private static Credentials fromHeader(String authorization, RequestParameters form) {
        if (form.optional("client_secret").isPresent()) {
            throw OAuthException.invalidRequest("the client must use one authentication method, not two");
        }
        String[] parts = authorization.strip().split(" +", 2);
        if (parts.length < 2 || !parts[0].equalsIgnoreCase("Basic")) {
            throw OAuthException.invalidClient("the Authorization header must be Basic")
                    .withChallenge(CHALLENGE);
        }
        try {
            String pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String clientId = decode(colon < 0 ? pair : pair.substring(0, colon));
            form.optional("client_id").filter(other -> !other.equals(clientId)).ifPresent(other -> {
                throw OAuthException.invalidRequest("client_id differs from the Authorization header");
            });
            return new Credentials(
                    clientId,
                    Optional.of(colon < 0 ? "" : decode(pair.substring(colon + 1))),
                    AuthenticationMethod.CLIENT_SECRET_BASIC);
        } catch (IllegalArgumentException e) {
            throw OAuthException.invalidClient("the Basic credentials are malformed")
                    .withChallenge(CHALLENGE);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private OAuthException refused(String description, Credentials credentials) {
        OAuthException refusal = OAuthException.invalidClient(description);
        return failures.failed(
                credentials.clientId(),
                credentials.method() == AuthenticationMethod.CLIENT_SECRET_BASIC
                        ? refusal.withChallenge(CHALLENGE)
                        : refusal);
    }

    private record Credentials(String clientId, Optional<String> secret, AuthenticationMethod method) {}
}
