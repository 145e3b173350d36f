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
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.IdentityProvider;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.pages.ErrorPage;

/** Where identity providers send the browser back to: finds out who signed in and gives the client its code. */
@Path("callback")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class CallbackResource {

    private final SignIns signIns;
    private final Browser browser;
    private final BrowserSessions sessions;
    private final IdentityProviders providers;
    private final UserPolicy policy;
    private final ClientStore clients;
    private final CodeIssue codes;
    private final IssuerSettings issuer;

    @Inject
    CallbackResource(
            SignIns signIns,
            Browser browser,
            BrowserSessions sessions,
            IdentityProviders providers,
            UserPolicy policy,
            ClientStore clients,
            CodeIssue codes,
            IssuerSettings issuer) {
        this.signIns = signIns;
        this.browser = browser;
        this.sessions = sessions;
        this.providers = providers;
        this.policy = policy;
        this.clients = clients;
        this.codes = codes;
        this.issuer = issuer;
    }

    /** Redirects to the client with a code or an error; a state that is not this browser's own ends in a page. */
    @GET
    public Response callback(@Context UriInfo uri, @Context HttpHeaders headers) {
        PendingAuthorization pending;
        RequestParameters parameters;
        try {
            parameters = RequestParameters.parse(uri.getRequestUri().getRawQuery());
            pending = pending(parameters, headers);
        } catch (OAuthException e) {
            return ErrorPage.of(e);
        }
        try {
            return finish(pending, parameters);
        } catch (OAuthException e) {
            if (pending.returnTo().isPresent()) {
                return ErrorPage.of(e);
            }
            return AuthorizeResource.redirect(pending.returnAddress().withError(e, issuer));
        }
    }

    private PendingAuthorization pending(RequestParameters parameters, HttpHeaders headers) {
        OAuthException foreign = OAuthException.of(
                OAuthError.INVALID_REQUEST,
                "This sign-in was not begun in this browser, has expired, or was already finished. Start again from "
                        + "the application.");
        String browserHash = browser.secret(headers.getCookies(), Browser.Purpose.BINDING)
                .map(Sha256::of)
                .orElseThrow(() -> foreign);
        return signIns.take(parameters.required("state"))
                .filter(taken -> taken.browserHash().equals(browserHash))
                .orElseThrow(() -> foreign);
    }

    private Response finish(PendingAuthorization pending, RequestParameters parameters) {
        if (parameters.optional("error").isPresent()) {
            throw OAuthException.accessDenied("the sign-in was refused");
        }
        IdentityProvider provider = providers
                .find(pending.provider())
                .orElseThrow(() -> OAuthException.accessDenied("the identity provider is not configured any more"));
        UserIdentity user = provider.identify(parameters.required("code"), pending.signIn());
        if (!policy.allows(user.provider(), user.username())) {
            throw OAuthException.accessDenied("the user is not allowed to use this gateway");
        }
        if (pending.returnTo().isPresent()) {
            return Response.fromResponse(AuthorizeResource.redirect(
                            issuer.at(pending.returnTo().get())))
                    .cookie(sessions.begin(user))
                    .build();
        }
        ClientRecord client = clients.find(pending.clientId())
                .orElseThrow(() -> OAuthException.accessDenied("the application's registration is gone"));
        URI address = codes.grant(
                client,
                pending.returnAddress(),
                new CodeIssue.Granted(
                        user, Scope.parse(pending.scope()), pending.resources(), pending.codeChallenge()));
        return Response.fromResponse(AuthorizeResource.redirect(address))
                .cookie(sessions.begin(user))
                .build();
    }
}
