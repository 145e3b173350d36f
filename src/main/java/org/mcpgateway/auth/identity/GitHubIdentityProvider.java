package org.mcpgateway.auth.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * GitHub, or a GitHub Enterprise Server: OAuth with PKCE, then the user's profile and verified addresses. Its access
 * token is used for these two questions and forgotten.
 */
@ApplicationScoped
public class GitHubIdentityProvider implements IdentityProviders.ConfiguredProviders {

    static final String ID = "github";

    private final List<IdentityProvider> providers;

    @Inject
    public GitHubIdentityProvider(IdentitySettings settings, ProviderClient client) {
        this.providers = settings.github().stream()
                .<IdentityProvider>map(github -> new GitHub(github, client))
                .toList();
    }

    @Override
    public List<IdentityProvider> providers() {
        return providers;
    }

    private record GitHub(IdentitySettings.GitHub settings, ProviderClient client) implements IdentityProvider {

        private static final String SCOPE = "read:user user:email";

        @Override
        public String id() {
            return ID;
        }

        @Override
        public String label() {
            return "GitHub";
        }

        @Override
        public URI signInAddress(SignIn signIn) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("client_id", settings.clientId());
            parameters.put("redirect_uri", signIn.redirectUri().toString());
            parameters.put("scope", SCOPE);
            parameters.put("state", signIn.state());
            parameters.put("code_challenge", Sha256.of(signIn.codeVerifier()));
            parameters.put("code_challenge_method", "S256");
            signIn.loginHint().ifPresent(hint -> parameters.put("login", hint));
            return URI.create(settings.authorizeUrl() + "?" + ProviderClient.encode(parameters));
        }

        @Override
        public UserIdentity identify(String code, SignIn signIn) {
            String accessToken = redeem(code, signIn);
            JsonObject user = object(client.get(api("/user"), accessToken));
            if (!user.containsKey("id") || user.getString("login", "").isEmpty()) {
                throw refused("the profile has no id or login");
            }
            return new UserIdentity(
                    ID,
                    user.get("id").toString(),
                    user.getString("login"),
                    email(accessToken),
                    Optional.ofNullable(user.getString("name", null)));
        }

        /** GitHub answers errors with 200 and an {@code error} member. */
        private String redeem(String code, SignIn signIn) {
            JsonObject answer = object(client.post(
                    settings.tokenUrl(),
                    Map.of(
                            "client_id", settings.clientId(),
                            "client_secret", settings.clientSecret().value(),
                            "code", code,
                            "redirect_uri", signIn.redirectUri().toString(),
                            "code_verifier", signIn.codeVerifier())));
            String accessToken = answer.getString("access_token", "");
            if (accessToken.isEmpty()) {
                throw refused("the code was not accepted: " + answer.getString("error", "no access_token"));
            }
            return accessToken;
        }

        /**
         * The primary address, if GitHub has verified it; a profile's public address is not proven to be the user's.
         */
        private Optional<String> email(String accessToken) {
            return array(client.get(api("/user/emails"), accessToken)).getValuesAs(JsonObject.class).stream()
                    .filter(entry -> entry.getBoolean("primary", false) && entry.getBoolean("verified", false))
                    .map(entry -> entry.getString("email", ""))
                    .filter(email -> !email.isEmpty())
                    .findFirst();
        }

        private URI api(String path) {
            return URI.create(settings.apiUrl() + path);
        }

        private static JsonObject object(JsonValue value) {
            if (value instanceof JsonObject object) {
                return object;
            }
            throw refused("the answer is not an object");
        }

        private static JsonArray array(JsonValue value) {
            if (value instanceof JsonArray array && array.stream().allMatch(JsonObject.class::isInstance)) {
                return array;
            }
            throw refused("the answer is not an array of objects");
        }

        private static OAuthException refused(String detail) {
            return OAuthException.accessDenied("GitHub did not confirm the sign-in: start again")
                    .withDetail("github: " + detail);
        }
    }
}
