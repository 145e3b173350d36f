package org.mcpgateway.auth.verify;

import java.util.Set;
import org.mcpgateway.auth.accesstoken.AccessToken;

/** What is to be said about a token, wherever it is used. */
public sealed interface Verdict {

    /**
     * It lives.
     *
     * @param token its claims
     * @param audience the canonical resources it opens, or the issuer for all of them
     * @param headers ready for the answer
     */
    record Good(AccessToken token, Set<String> audience, IdentityHeaders headers) implements Verdict {}

    /** It does not, and never will again. */
    record Bad() implements Verdict {}
}
