package org.mcpgateway.auth.token;

import java.time.Instant;
import java.util.List;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.Scope;

/**
 * What a resource owner granted, as the tokens carry it on.
 *
 * @param grantId names all that comes of it
 * @param clientId to whom
 * @param user by whom
 * @param scope how much
 * @param resources for which addresses, canonical; empty: every service
 * @param grantedAt when; what ends everything a user granted until then ends this too
 */
public record Authorization(
        String grantId, String clientId, UserIdentity user, Scope scope, List<String> resources, Instant grantedAt) {

    /** A copy with no more than this. */
    public Authorization narrowedTo(Scope narrower, List<String> fewer) {
        return new Authorization(grantId, clientId, user, narrower, fewer, grantedAt);
    }
}
