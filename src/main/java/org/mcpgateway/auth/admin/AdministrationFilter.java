package org.mcpgateway.auth.admin;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import org.mcpgateway.auth.http.BearerToken;
import org.mcpgateway.auth.http.HostGuard;
import org.mcpgateway.auth.http.RequestAddress;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/**
 * Lets administrators through to the admin API, under its hosts and by a bearer token alone, so that no browser can be
 * made to call it; every call, a refused one too, is an audit event, of callers whom nobody knows once a minute.
 */
@Provider
@Dependent
@Administration
@Priority(Priorities.AUTHENTICATION)
public class AdministrationFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String ADMINISTRATOR = AdministrationFilter.class.getName();

    private final IdentityStoreHandler identities;
    private final HostGuard hosts;
    private final RequestAddress address;
    private final AdministrativeActs acts;
    private final URI metadata;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public AdministrationFilter() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    AdministrationFilter(
            IdentityStoreHandler identities,
            HostGuard hosts,
            RequestAddress address,
            ProtectedResources resources,
            AdministrativeActs acts) {
        this.identities = identities;
        this.hosts = hosts;
        this.address = address;
        this.acts = acts;
        this.metadata = resources.administration().metadata();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        hosts.requireAdministration(address.authority());
        String token = BearerToken.of(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow(
                        () -> refused(OAuthError.INVALID_TOKEN, "an administrator's access token is required", ""));
        CredentialValidationResult caller = identities.validate(new AdministratorCredential(token));
        if (caller.getStatus() != CredentialValidationResult.Status.VALID) {
            throw refused(
                    OAuthError.INVALID_TOKEN,
                    "the access token is invalid, expired, or not made for the admin API",
                    "error=\"invalid_token\", ");
        }
        String name = caller.getCallerPrincipal().getName();
        request.setProperty(ADMINISTRATOR, name);
        if (!caller.getCallerGroups().contains(AdministratorIdentityStore.ROLE)) {
            throw refused(
                    OAuthError.INSUFFICIENT_SCOPE,
                    "the access token lacks the scope " + Scope.ADMIN + ", or its holder is no administrator",
                    "error=\"insufficient_scope\", ");
        }
    }

    /** RFC 6750 s3: no error is named when no token was sent. */
    private OAuthException refused(OAuthError error, String description, String named) {
        return OAuthException.of(error, description)
                .withChallenge(
                        "Bearer " + named + "resource_metadata=\"" + metadata + "\", scope=\"" + Scope.ADMIN + "\"");
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        acts.record(request.getProperty(ADMINISTRATOR), request, response);
    }
}
