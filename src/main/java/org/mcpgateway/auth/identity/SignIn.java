package org.mcpgateway.auth.identity;

import java.net.URI;
import java.util.Optional;

/**
 * One sign-in at a provider.
 *
 * @param state random, single use, bound to the browser
 * @param nonce random; comes back inside an OpenID Connect id_token
 * @param codeVerifier this server's own PKCE verifier towards the provider
 * @param redirectUri where the provider sends the browser back to
 * @param loginHint whom the client expects to sign in
 */
public record SignIn(String state, String nonce, String codeVerifier, URI redirectUri, Optional<String> loginHint) {}
