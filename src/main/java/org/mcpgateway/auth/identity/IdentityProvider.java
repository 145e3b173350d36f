package org.mcpgateway.auth.identity;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.oauth.OAuthException;

/** Somebody who signs users in and vouches for them. */
public interface IdentityProvider {

    /** Its name in records and forms: {@code github}, {@code local} … */
    String id();

    /** Its name for people. */
    String label();

    /** What it is asked for to know who signs in, in its own words; empty for one that is asked for nothing. */
    default List<String> scopes() {
        return List.of();
    }

    /** The path of this server that it sends the browser back to. */
    default String callbackPath() {
        return "/callback";
    }

    /** The page that {@link #signInAddress} leads to, as far as it is known without asking anybody. */
    URI signInPage();

    /**
     * Where the browser is sent to sign in.
     *
     * @throws OAuthException temporarily_unavailable when the provider must be asked first and does not answer
     */
    URI signInAddress(SignIn signIn);

    /**
     * Whether an answer that came to the callback may be this provider's (RFC 9207 s2.4).
     *
     * @param issuer the parameter {@code iss} of the callback
     */
    boolean mayHaveSent(Optional<String> issuer);

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
