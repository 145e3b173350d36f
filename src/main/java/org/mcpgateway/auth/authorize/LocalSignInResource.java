package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.LocalIdentityProvider;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.pages.ErrorPage;
import org.mcpgateway.auth.pages.Page;

/** The sign-in page of the local identity provider; not there where that provider is off. */
@Path("local/sign-in")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class LocalSignInResource {

    private final LocalIdentityProvider provider;
    private final SignIns signIns;
    private final IssuerSettings issuer;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public LocalSignInResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    LocalSignInResource(LocalIdentityProvider provider, SignIns signIns, IssuerSettings issuer) {
        this.provider = provider;
        this.signIns = signIns;
        this.issuer = issuer;
    }

    /** The page, for a sign-in on its way. */
    @GET
    public Response ask(@QueryParam("state") String state) {
        try {
            return Response.ok(page(state == null ? "" : state, "")).build();
        } catch (OAuthException e) {
            return ErrorPage.of(e);
        }
    }

    /** Signs in under the name and goes on to the callback. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signIn(RequestParameters form) {
        try {
            String state = form.required("state");
            Page again = page(state, "");
            try {
                String code = provider.signIn(form.required("username"));
                return AuthorizeResource.redirect(issuer.at(
                        "/callback?code=" + code + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8)));
            } catch (OAuthException e) {
                return Response.status(400)
                        .entity(again.with("problem", e.description()))
                        .build();
            }
        } catch (OAuthException e) {
            return ErrorPage.of(e);
        }
    }

    private Page page(String state, String problem) {
        if (!provider.isEnabled()) {
            throw OAuthException.of(OAuthError.NOT_FOUND, "There is no local sign-in here.");
        }
        PendingAuthorization pending = signIns.peek(state)
                .orElseThrow(() ->
                        OAuthException.invalidRequest("This sign-in has expired. Start again from the application."));
        return new Page(
                "local-sign-in",
                Map.of(
                        "state",
                        state,
                        "name",
                        pending.signIn().loginHint().orElse(provider.names().getFirst()),
                        "problem",
                        problem),
                List.of(Page.source(URI.create(pending.redirectUri()))));
    }
}
