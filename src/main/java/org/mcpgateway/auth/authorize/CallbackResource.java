package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.pages.ErrorPage;

/**
 * Where identity providers send the browser back to: finds out who signed in and gives the client its code. Each OpenID
 * Connect provider has an address of its own below it, so that no provider's answer can be taken for another's (RFC
 * 9700 s4.4.2).
 */
@Path("callback")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class CallbackResource {

    private final SignIns signIns;
    private final CompletedSignIns completed;
    private final Browser browser;
    private final BrowserSessions sessions;
    private final ClientStore clients;
    private final CodeIssue codes;
    private final IssuerSettings issuer;
    private final AuditLog audit;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public CallbackResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    CallbackResource(
            SignIns signIns,
            CompletedSignIns completed,
            Browser browser,
            BrowserSessions sessions,
            ClientStore clients,
            CodeIssue codes,
            IssuerSettings issuer,
            AuditLog audit) {
        this.signIns = signIns;
        this.completed = completed;
        this.browser = browser;
        this.sessions = sessions;
        this.clients = clients;
        this.codes = codes;
        this.issuer = issuer;
        this.audit = audit;
    }

    /** Redirects to the client with a code or an error; a state that is not this browser's own ends in a page. */
    @GET
    public Response callback(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(uri, headers);
    }

    /** The same for a provider with an address of its own. */
    @GET
    @Path("{provider}")
    public Response callbackOfProvider(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(uri, headers);
    }

    private Response answer(UriInfo uri, HttpHeaders headers) {
        PendingAuthorization pending;
        RequestParameters parameters;
        try {
            parameters = RequestParameters.parse(uri.getRequestUri().getRawQuery());
            pending = pending(parameters, headers, issuer.identifier() + path(uri));
        } catch (OAuthException e) {
            audit.recordSeldom(AuditEvent.of(AuditEvent.Type.SIGN_IN_REFUSED).reason(e.description()));
            return ErrorPage.of(e);
        }
        try {
            return finish(pending, completed.user(pending, parameters));
        } catch (OAuthException e) {
            if (pending.returnTo().isPresent()) {
                return ErrorPage.of(e);
            }
            return AuthorizeResource.redirect(pending.returnAddress().withError(e, issuer));
        }
    }

    private PendingAuthorization pending(RequestParameters parameters, HttpHeaders headers, String address) {
        OAuthException foreign = OAuthException.of(
                OAuthError.INVALID_REQUEST,
                "This sign-in was not begun in this browser, has expired, or was already finished. Start again from "
                        + "the application.");
        String browserHash = browser.secret(headers.getCookies(), Browser.Purpose.BINDING)
                .map(Sha256::of)
                .orElseThrow(() -> foreign);
        PendingAuthorization pending = signIns.take(parameters.required("state"))
                .filter(taken -> taken.browserHash().equals(browserHash))
                .orElseThrow(() -> foreign);
        if (!pending.signIn().redirectUri().toString().equals(address)) {
            throw OAuthException.of(
                    OAuthError.INVALID_REQUEST,
                    "This answer came from another identity provider than the one that was asked. Start again from "
                            + "the application.");
        }
        return pending;
    }

    /** As it was asked for; Jersey leaves the first slash out, RESTEasy does not. */
    private static String path(UriInfo uri) {
        String path = uri.getPath(false);
        return path.startsWith("/") ? path : "/" + path;
    }

    private Response finish(PendingAuthorization pending, UserIdentity user) {
        URI address = pending.returnTo().map(issuer::at).orElseGet(() -> code(pending, user));
        return Response.fromResponse(AuthorizeResource.redirect(address))
                .cookie(sessions.begin(user))
                .build();
    }

    private URI code(PendingAuthorization pending, UserIdentity user) {
        ClientRecord client = clients.find(pending.clientId())
                .orElseThrow(() -> OAuthException.accessDenied("the application's registration is gone"));
        return codes.approved(
                client,
                pending.returnAddress(),
                new CodeIssue.Granted(
                        user, Scope.parse(pending.scope()), pending.resources(), pending.codeChallenge()));
    }
}
