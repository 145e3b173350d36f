package org.mcpgateway.auth.authorize;

import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.identity.SignIn;

/**
 * An approved authorization that waits for the user to sign in; kept under the digest of the upstream state and sealed
 * under the state itself.
 *
 * @param version of this record's form; 1
 * @param browserHash SHA-256 of the browser's cookie: only the browser that approved may come back
 * @param provider the chosen identity provider
 * @param signIn what it was sent
 * @param returnTo the page of this server that the sign-in is for; empty: a client's authorization
 * @param clientId who asks
 * @param redirectUri where the browser goes back to
 * @param state the client's own
 * @param codeChallenge S256
 * @param scope space-separated
 * @param resources canonical
 */
public record PendingAuthorization(
        int version,
        String browserHash,
        String provider,
        SignIn signIn,
        Optional<String> returnTo,
        String clientId,
        String redirectUri,
        Optional<String> state,
        String codeChallenge,
        String scope,
        List<String> resources) {

    ReturnAddress returnAddress() {
        return new ReturnAddress(redirectUri, state);
    }
}
