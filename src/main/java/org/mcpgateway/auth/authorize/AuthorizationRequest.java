package org.mcpgateway.auth.authorize;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.pkce.CodeChallenge;

/**
 * What a client asks for once its redirect URI is known good (OAuth 2.1 s4.1.1, RFC 8707 s2.1).
 *
 * @param codeChallenge S256
 * @param scope what it will be given
 * @param resources canonical addresses; empty: every service
 * @param prompt of OpenID Connect Core s3.1.2.1
 * @param loginHint whom the client expects to sign in
 */
record AuthorizationRequest(
        CodeChallenge codeChallenge,
        Scope scope,
        List<String> resources,
        Set<String> prompt,
        Optional<String> loginHint) {

    /**
     * Checks the rest of the parameters.
     *
     * @throws OAuthException to be redirected to the client
     */
    static AuthorizationRequest parse(RequestParameters parameters, ProtectedResources known) {
        if (!parameters.required("response_type").equals("code")) {
            throw OAuthException.of(OAuthError.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code");
        }
        if (parameters.optional("request").isPresent()
                || parameters.optional("request_uri").isPresent()) {
            throw OAuthException.invalidRequest("request objects are not supported");
        }
        if (parameters
                .optional("response_mode")
                .filter(mode -> !mode.equals("query"))
                .isPresent()) {
            throw OAuthException.invalidRequest("response_mode must be query");
        }
        String challenge = parameters.required("code_challenge");
        if (!parameters.required("code_challenge_method").equals("S256")) {
            throw OAuthException.invalidRequest("code_challenge_method must be S256");
        }
        return new AuthorizationRequest(
                new CodeChallenge(challenge),
                Scope.parse(parameters.optional("scope").orElse(null)).grantable(),
                resources(parameters, known),
                prompt(parameters),
                parameters.optional("login_hint"));
    }

    boolean asksFor(String promptValue) {
        return prompt.contains(promptValue);
    }

    /**
     * Whether who signed in before will do: not when the client wants the person to sign in anew, and not when its hint
     * names somebody else.
     */
    boolean accepts(UserIdentity user) {
        if (asksFor("login") || asksFor("select_account")) {
            return false;
        }
        return loginHint
                .map(hint -> hint.equalsIgnoreCase(user.username())
                        || user.email().filter(hint::equalsIgnoreCase).isPresent())
                .orElse(true);
    }

    private static List<String> resources(RequestParameters parameters, ProtectedResources known) {
        List<String> resources = parameters.all("resource").stream()
                .map(known::require)
                .map(ProtectedResource::indicator)
                .map(Object::toString)
                .distinct()
                .toList();
        if (resources.isEmpty() && known.areRequired()) {
            throw OAuthException.invalidTarget("resource is required: the address of the MCP service (RFC 8707)");
        }
        return resources;
    }

    private static Set<String> prompt(RequestParameters parameters) {
        Set<String> prompt = Set.copyOf(parameters
                .optional("prompt")
                .map(text ->
                        Arrays.stream(text.strip().split(" +", -1)).distinct().toList())
                .orElse(List.of()));
        if (prompt.contains("none") && prompt.size() > 1) {
            throw OAuthException.invalidRequest("prompt=none excludes every other prompt");
        }
        return prompt;
    }
}
