package org.mcpgateway.auth.identity;

import java.net.URI;
import org.mcpgateway.auth.oauth.OAuthException;

/** Somebody who signs users in and vouches for them. */
public interface IdentityProvider {

    /** Its name in records and forms: {@code github}, {@code local} … */
    String id();

    /** Its name for people. */
    String label();

    /** Where the browser is sent to sign in. */
    URI signInAddress(SignIn signIn);

    /**
     * Who has signed in.
     *
     * @param code as the provider sent it to the callback
     * @param signIn the sign-in that it answers
     * @throws OAuthException temporarily_unavailable when the provider does not answer in time, access_denied when the
     *     code is not good or the provider does not vouch
     */
    UserIdentity identify(String code, SignIn signIn);
}
