package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.IdentityProvider;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * Asks the person before anything else happens, for each client, and acts on the answer (MCP authorization, confused
 * deputy). Only a consent already given, in a browser whose user is known, is not asked for again, and never when
 * another site began the request.
 */
@ApplicationScoped
public class ConsentStep {

    /** What a browser says of a request that the person began, or one of this server's own pages. */
    private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

    private final Browser browser;
    private final ConsentStore consents;
    private final ConsentPage page;
    private final CodeIssue codes;
    private final SignIns signIns;
    private final IdentityProviders providers;

    @Inject
    public ConsentStep(
            Browser browser,
            ConsentStore consents,
            ConsentPage page,
            CodeIssue codes,
            SignIns signIns,
            IdentityProviders providers) {
        this.browser = browser;
        this.consents = consents;
        this.page = page;
        this.codes = codes;
        this.signIns = signIns;
        this.providers = providers;
    }

    /** The page, or a code where asking again would be idle. */
    Response ask(Asked asked, HttpHeaders headers) {
        if (asked.request().asksFor("none")) {
            return AuthorizeResource.redirect(silently(asked, headers));
        }
        if (isSilent(asked, headers)
                && !asked.request().asksFor("consent")
                && !asked.request().asksFor("login")) {
            return AuthorizeResource.redirect(grant(asked, asked.user().orElseThrow()));
        }
        String secret =
                browser.secret(headers.getCookies(), Browser.Purpose.BINDING).orElseGet(browser::newSecret);
        return Response.ok(page.of(asked, browser.formToken(secret, asked.query())))
                .cookie(browser.cookie(Browser.Purpose.BINDING, secret))
                .build();
    }

    /** What the person decided; a form that is not from our page in this browser is refused. */
    Response decide(Asked asked, RequestParameters form, HttpHeaders headers) {
        String secret = browser.secret(headers.getCookies(), Browser.Purpose.BINDING)
                .filter(known -> browser.isFormToken(form.required("token"), known, asked.query()))
                .orElseThrow(() -> OAuthException.accessDenied("the approval did not come from this browser's page"));
        if (!form.required("decision").equals("approve")) {
            throw OAuthException.accessDenied("the user refused");
        }
        boolean signInAgain =
                form.optional("provider").isPresent() || asked.request().asksFor("login");
        if (asked.user().isPresent() && !signInAgain) {
            return AuthorizeResource.redirect(grant(asked, asked.user().get()));
        }
        return AuthorizeResource.redirect(signIns.begin(asked, provider(form), Sha256.of(secret)));
    }

    private java.net.URI silently(Asked asked, HttpHeaders headers) {
        if (asked.user().isEmpty()) {
            throw OAuthException.of(OAuthError.LOGIN_REQUIRED, "nobody is signed in with this browser");
        }
        if (!isSilent(asked, headers)) {
            throw OAuthException.of(OAuthError.CONSENT_REQUIRED, "the user must be asked");
        }
        return grant(asked, asked.user().get());
    }

    private boolean isSilent(Asked asked, HttpHeaders headers) {
        String site = headers.getHeaderString("Sec-Fetch-Site");
        return site != null
                && OWN_SITES.contains(site)
                && asked.user()
                        .filter(user -> consents.covers(
                                user,
                                asked.client(),
                                asked.address().redirectUri(),
                                asked.request().scope(),
                                asked.request().resources()))
                        .isPresent();
    }

    private java.net.URI grant(Asked asked, UserIdentity user) {
        AuthorizationRequest request = asked.request();
        return codes.grant(
                asked.client(),
                asked.address(),
                new CodeIssue.Granted(
                        user,
                        request.scope(),
                        request.resources(),
                        request.codeChallenge().value()));
    }

    private IdentityProvider provider(RequestParameters form) {
        String id = form.optional("provider")
                .orElseGet(() -> providers.all().getFirst().id());
        return providers
                .find(id)
                .orElseThrow(() -> OAuthException.invalidRequest("provider is none that this server knows"));
    }

    /**
     * A checked authorization request and who sent it.
     *
     * @param client who asks
     * @param address where the answer goes
     * @param request for what
     * @param query as it came, so that the form can send it again
     * @param user who signed in with this browser before
     */
    record Asked(
            ClientRecord client,
            ReturnAddress address,
            AuthorizationRequest request,
            String query,
            Optional<UserIdentity> user) {}
}
