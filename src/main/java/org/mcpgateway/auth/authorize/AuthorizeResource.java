package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.client.RedirectUris;
import org.mcpgateway.auth.client.RequestGuard;
import org.mcpgateway.auth.clientdocument.ClientDocuments;
import org.mcpgateway.auth.config.LimitSettings;
import org.mcpgateway.auth.http.RateLimiter.Limit;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.GrantType;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.pages.ErrorPage;

/**
 * The authorization endpoint (OAuth 2.1 s4.1.1). Until the redirect URI is known to be the client's, an error is a
 * page; from then on it is sent back to the client (s4.1.2.1) with the issuer (RFC 9207).
 */
@Path("authorize")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class AuthorizeResource {

    private static final String GRANT = GrantType.AUTHORIZATION_CODE.wireName();

    private final ClientStore clients;
    private final ClientDocuments documents;
    private final ProtectedResources resources;
    private final ConsentStep consent;
    private final BrowserSessions sessions;
    private final ErrorReturn errors;
    private final RequestGuard guard;
    private final Limit perAddress;
    private final AuditLog audit;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public AuthorizeResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    AuthorizeResource(
            ClientStore clients,
            ClientDocuments documents,
            ProtectedResources resources,
            ConsentStep consent,
            BrowserSessions sessions,
            ErrorReturn errors,
            RequestGuard guard,
            LimitSettings limits,
            AuditLog audit) {
        this.clients = clients;
        this.documents = documents;
        this.resources = resources;
        this.consent = consent;
        this.sessions = sessions;
        this.errors = errors;
        this.guard = guard;
        this.perAddress = RequestGuard.perMinute("authorization", limits.authorizationsPerMinute());
        this.audit = audit;
    }

    /** The consent page, or at once a code where the user has agreed to the same before. */
    @GET
    public Response ask(@Context UriInfo uri, @Context HttpHeaders headers) {
        return serve(uri.getRequestUri().getRawQuery(), headers, Optional.empty());
    }

    /** The user's decision on the consent page. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(RequestParameters form, @Context HttpHeaders headers) {
        try {
            return serve(form.required("request"), headers, Optional.of(form));
        } catch (OAuthException e) {
            return ErrorPage.of(e);
        }
    }

    private Response serve(@Nullable String query, HttpHeaders headers, Optional<RequestParameters> decision) {
        ClientRecord client;
        ReturnAddress address;
        RequestParameters parameters;
        try {
            guard.spend(perAddress);
            parameters = RequestParameters.parse(query);
            client = client(parameters);
            address = returnAddress(parameters, client);
            guard.spend(perAddress, client.clientId());
        } catch (OAuthException e) {
            if (e.error() != OAuthError.TOO_MANY_REQUESTS) { // which the limit has told already
                audit.record(refusal(e));
            }
            return ErrorPage.of(e);
        }
        Optional<UserIdentity> user = sessions.user(headers.getCookies());
        try {
            AuthorizationRequest request = request(parameters, client);
            var asked = new ConsentStep.Asked(
                    client, address, request, query == null ? "" : query, user.filter(request::accepts));
            if (decision.isPresent()) {
                return consent.decide(asked, decision.get(), headers);
            }
            audit.record(AuditEvent.of(AuditEvent.Type.AUTHORIZATION_REQUESTED).client(client.clientId()));
            return consent.ask(asked, headers);
        } catch (OAuthException e) {
            audit.record(refusal(e).client(client.clientId()));
            return errors.of(e, client, address, user);
        }
    }

    private AuthorizationRequest request(RequestParameters parameters, ClientRecord client) {
        if (!client.mayUse(GRANT)) {
            throw OAuthException.of(
                    OAuthError.UNAUTHORIZED_CLIENT, "the application did not register the grant " + GRANT);
        }
        return AuthorizationRequest.parse(parameters, resources);
    }

    private static AuditEvent refusal(OAuthException error) {
        return AuditEvent.of(AuditEvent.Type.AUTHORIZATION_REFUSED)
                .with("error", error.error().code())
                .reason(error.description());
    }

    private ClientRecord client(RequestParameters parameters) {
        documents.refresh(parameters.required("client_id"));
        return clients.find(parameters.required("client_id"))
                .orElseThrow(() -> OAuthException.of(
                        OAuthError.INVALID_CLIENT,
                        "This application's registration is gone. Remove the connection in the application and add "
                                + "it again; it then registers anew."));
    }

    private static ReturnAddress returnAddress(RequestParameters parameters, ClientRecord client) {
        String redirectUri = parameters.optional("redirect_uri").orElseGet(() -> {
            if (client.redirectUris().size() != 1) {
                throw OAuthException.invalidRequest("redirect_uri is required");
            }
            return client.redirectUris().getFirst();
        });
        if (!RedirectUris.matches(client.redirectUris(), redirectUri)) {
            throw OAuthException.invalidRequest("redirect_uri is not one that the application registered");
        }
        return new ReturnAddress(redirectUri, parameters.optional("state"));
    }

    /** See Other, so that a form's method is not repeated (RFC 9700 s4.12). */
    static Response redirect(URI address) {
        return Response.seeOther(address)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
