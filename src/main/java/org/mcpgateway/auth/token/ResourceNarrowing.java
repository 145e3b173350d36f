package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.OAuthException;

/** The resources of a token request: those granted, or fewer (RFC 8707 s2.2). */
@ApplicationScoped
public class ResourceNarrowing {

    private final ProtectedResources resources;

    @Inject
    public ResourceNarrowing(ProtectedResources resources) {
        this.resources = resources;
    }

    /**
     * The resources that a request asks for, canonical; none: all that was granted. Found before a code or a token is
     * used up, so that a client which named a wrong one can ask again.
     *
     * @throws OAuthException invalid_target when one is none of this gateway's
     */
    public List<String> asked(RequestParameters form) {
        return form.all("resource").stream()
                .map(resource -> resources.require(resource).indicator().value())
                .distinct()
                .toList();
    }

    /**
     * The resources that the token is for.
     *
     * @param granted canonical; empty: every service
     * @param asked as {@link #asked} found them
     * @throws OAuthException invalid_target when one was asked for that was not granted
     */
    public List<String> narrow(List<String> granted, List<String> asked) {
        if (asked.isEmpty()) {
            return granted;
        }
        if (!granted.isEmpty() && !granted.containsAll(asked)) {
            throw OAuthException.invalidTarget("resource was not part of the authorization");
        }
        return asked;
    }
}
