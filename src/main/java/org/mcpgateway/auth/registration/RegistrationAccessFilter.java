package org.mcpgateway.auth.registration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.http.BearerToken;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Lets a request through to a registration when the {@link RegistrationIdentityStore} knows its token. An unknown
 * client is answered like a wrong token (RFC 7592 s2.1).
 */
@Provider
@Dependent
@RegistrationAccess
@Priority(Priorities.AUTHENTICATION)
public class RegistrationAccessFilter implements ContainerRequestFilter {

    private final IdentityStoreHandler identities;
    private final AuditLog audit;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public RegistrationAccessFilter() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    RegistrationAccessFilter(IdentityStoreHandler identities, AuditLog audit) {
        this.identities = identities;
        this.audit = audit;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String clientId = request.getUriInfo().getPathParameters().getFirst(ManagementResource.CLIENT_ID);
        String token = BearerToken.of(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow(() -> refused("the registration access token is required as a Bearer token")
                        .withChallenge("Bearer realm=\"registration\""));
        CredentialValidationResult result = identities.validate(new RegistrationAccessCredential(clientId, token));
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            audit.recordSeldom(AuditEvent.of(AuditEvent.Type.CLIENT_REFUSED)
                    .client(clientId)
                    .reason("the registration access token is not this client's"));
            throw refused("the registration access token is not this client's")
                    .withChallenge("Bearer realm=\"registration\", error=\"invalid_token\"");
        }
    }

    private static OAuthException refused(String description) {
        return OAuthException.of(OAuthError.INVALID_TOKEN, description);
    }
}
