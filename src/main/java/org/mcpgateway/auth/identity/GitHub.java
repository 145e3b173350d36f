package org.mcpgateway.auth.identity;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * GitHub, or a GitHub Enterprise Server: OAuth with PKCE, then the user's profile, verified address and, where a list
 * names any, organizations and teams. Its access token is used for these questions and forgotten.
 */
record GitHub(IdentitySettings.GitHub settings, GitHubApi api, ProviderClient client) implements IdentityProvider {

    private static final List<String> SCOPES = List.of("read:user", "user:email");
    private static final List<String> SCOPES_WITH_MEMBERSHIPS = List.of("read:user", "user:email", "read:org");

    @Override
    public String id() {
        return GitHubIdentityProvider.ID;
    }

    @Override
    public String label() {
        return settings.label();
    }

    @Override
    public List<String> scopes() {
        return needsMemberships() ? SCOPES_WITH_MEMBERSHIPS : SCOPES;
    }

    @Override
    public URI signInPage() {
        return settings.authorizeUrl();
    }

    /** GitHub names no issuer; if it ever does, the issuer is where the sign-in page is. */
    @Override
    public boolean mayHaveSent(Optional<String> issuer) {
        return issuer.map(named -> named.equals(origin()) || named.startsWith(origin() + "/"))
                .orElse(true);
    }

    @Override
    public URI signInAddress(SignIn signIn) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", settings.clientId());
        parameters.put("redirect_uri", signIn.redirectUri().toString());
        parameters.put("scope", String.join(" ", scopes()));
        parameters.put("state", signIn.state());
        parameters.put("code_challenge", Sha256.of(signIn.codeVerifier()));
        parameters.put("code_challenge_method", "S256");
        signIn.loginHint().ifPresent(hint -> parameters.put("login", hint));
        return URI.create(settings.authorizeUrl() + "?" + ProviderClient.encode(parameters));
    }

    @Override
    public UserIdentity identify(String code, SignIn signIn) {
        String accessToken = redeem(code, signIn);
        JsonObject user = api.user(accessToken);
        if (!user.containsKey("id") || user.getString("login", "").isEmpty()) {
            throw GitHubApi.refused("the profile has no id or login");
        }
        return new UserIdentity(
                id(),
                user.get("id").toString(),
                user.getString("login"),
                api.email(accessToken),
                Optional.ofNullable(user.getString("name", null)),
                memberships(accessToken));
    }

    /** GitHub answers errors with 200 and an {@code error} member. */
    private String redeem(String code, SignIn signIn) {
        JsonObject answer = GitHubApi.object(client.post(
                settings.tokenUrl(),
                Map.of(
                        "client_id", settings.clientId(),
                        "client_secret", settings.clientSecret().value(),
                        "code", code,
                        "redirect_uri", signIn.redirectUri().toString(),
                        "code_verifier", signIn.codeVerifier())));
        String accessToken = answer.getString("access_token", "");
        if (accessToken.isEmpty()) {
            throw GitHubApi.refused("the code was not accepted: " + answer.getString("error", "no access_token"));
        }
        return accessToken;
    }

    private List<String> memberships(String accessToken) {
        return needsMemberships()
                ? Memberships.kept(
                        api.memberships(accessToken),
                        settings.allowed().groups().stream()
                                .map(AllowList::lowerCase)
                                .toList())
                : List.of();
    }

    private boolean needsMemberships() {
        return !settings.allowed().groups().isEmpty();
    }

    private String origin() {
        return settings.authorizeUrl().getScheme() + "://"
                + settings.authorizeUrl().getRawAuthority();
    }
}
