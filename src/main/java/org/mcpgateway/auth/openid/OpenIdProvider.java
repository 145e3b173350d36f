package org.mcpgateway.auth.openid;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.identity.IdentityProvider;
import org.mcpgateway.auth.identity.ProviderClient;
import org.mcpgateway.auth.identity.SignIn;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * One OpenID Connect provider, by the authorization code flow with PKCE and nonce (OpenID Connect Core s3.1). Its
 * access token answers at most one question and is forgotten.
 */
final class OpenIdProvider implements IdentityProvider {

    private final IdentitySettings.OpenId settings;
    private final ProviderClient client;
    private final Fetched<ProviderMetadata> metadata;
    private final IdTokens idTokens;
    private final ClaimMapping claims;

    OpenIdProvider(IdentitySettings.OpenId settings, ProviderClient client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.metadata = new Fetched<>(settings.id(), () -> discover(settings.issuer(), client), clock);
        this.idTokens = new IdTokens(settings, new ProviderKeys(settings.id(), metadata, client, clock), clock);
        this.claims = new ClaimMapping(settings);
    }

    /** Discovery s4.1: a slash at the issuer's end is not doubled. */
    private static ProviderMetadata discover(URI issuer, ProviderClient client) {
        String base = issuer.toString().replaceAll("/$", "");
        return ProviderMetadata.of(client.get(URI.create(base + "/.well-known/openid-configuration")), issuer);
    }

    /** Asks for the metadata, if it is not known, without waiting for it. */
    void getReady() {
        metadata.fetchAside();
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public String label() {
        return settings.label();
    }

    @Override
    public List<String> scopes() {
        return settings.scopes();
    }

    @Override
    public String callbackPath() {
        return "/callback/" + settings.id();
    }

    /** Where most providers have it, the issuer's own host, until the metadata is known. */
    @Override
    public URI signInPage() {
        return metadata.known().map(ProviderMetadata::authorizationEndpoint).orElseGet(() -> {
            getReady();
            return settings.issuer();
        });
    }

    @Override
    public URI signInAddress(SignIn signIn) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", settings.clientId());
        parameters.put("redirect_uri", signIn.redirectUri().toString());
        parameters.put("scope", String.join(" ", scopes()));
        parameters.put("state", signIn.state());
        parameters.put("nonce", signIn.nonce());
        parameters.put("code_challenge", Sha256.of(signIn.codeVerifier()));
        parameters.put("code_challenge_method", "S256");
        signIn.loginHint().ifPresent(hint -> parameters.put("login_hint", hint));
        URI endpoint = metadata.value().authorizationEndpoint();
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + ProviderClient.encode(parameters));
    }

    /** A provider that announces the parameter always sends it (RFC 9207 s2.4). */
    @Override
    public boolean mayHaveSent(Optional<String> issuer) {
        return issuer.map(named -> named.equals(settings.issuer().toString()))
                .orElseGet(() -> !metadata.value().announcesIssuer());
    }

    @Override
    public UserIdentity identify(String code, SignIn signIn) {
        ProviderMetadata endpoints = metadata.value();
        JsonObject tokens = redeem(code, signIn, endpoints);
        JsonObject idToken =
                idTokens.verified(JsonMembers.text(tokens, "id_token").orElse(""), signIn.nonce());
        if (!claims.needsMore(idToken)) {
            return claims.user(idToken, Optional.empty());
        }
        return claims.user(idToken, userinfo(endpoints, tokens, idToken.getString("sub")));
    }

    private JsonObject redeem(String code, SignIn signIn, ProviderMetadata endpoints) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", signIn.redirectUri().toString());
        form.put("code_verifier", signIn.codeVerifier());
        if (endpoints.takesBasic()) {
            return object(client.post(endpoints.tokenEndpoint(), form, settings.clientId(), settings.clientSecret()));
        }
        form.put("client_id", settings.clientId());
        form.put("client_secret", settings.clientSecret().value());
        return object(client.post(endpoints.tokenEndpoint(), form));
    }

    /** Core s5.3.2: an answer about another subject must not be used. */
    private Optional<JsonObject> userinfo(ProviderMetadata endpoints, JsonObject tokens, String subject) {
        Optional<String> accessToken = JsonMembers.text(tokens, "access_token");
        if (endpoints.userinfoEndpoint().isEmpty() || accessToken.isEmpty()) {
            return Optional.empty();
        }
        JsonObject answer = object(client.get(endpoints.userinfoEndpoint().get(), accessToken.get()));
        if (!JsonMembers.text(answer, "sub").equals(Optional.of(subject))) {
            throw IdTokens.refused(settings.id(), "userinfo is about another subject");
        }
        return Optional.of(answer);
    }

    private JsonObject object(JsonValue answer) {
        if (answer instanceof JsonObject object) {
            return object;
        }
        throw IdTokens.refused(settings.id(), "the answer is not an object");
    }
}
