package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.clientdocument.ClientDocuments;
import org.mcpgateway.auth.config.IssuerSettings;
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
 * another site began the request, nor for a client that is known by an address.
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
    private final IssuerSettings issuer;
    private final AuditLog audit;

    @Inject
    public ConsentStep(
            Browser browser,
            ConsentStore consents,
            ConsentPage page,
            CodeIssue codes,
            SignIns signIns,
            IdentityProviders providers,
            IssuerSettings issuer,
            AuditLog audit) {
        this.browser = browser;
        this.consents = consents;
        this.page = page;
        this.codes = codes;
        this.signIns = signIns;
        this.providers = providers;
        this.issuer = issuer;
        this.audit = audit;
    }

    /** The page, or a code where asking again would be idle. */
    Response ask(Asked asked, HttpHeaders headers) {
        if (asked.request().asksFor("none")) {
            return AuthorizeResource.redirect(silently(asked, headers));
        }
        if (isSilent(asked, headers) && !asked.request().asksFor("consent")) {
            return AuthorizeResource.redirect(codes.covered(
                    asked.client(), asked.address(), granted(asked, asked.user().orElseThrow())));
        }
        String secret = browser.binding(headers.getCookies());
        return Response.ok(page.of(asked, browser.formToken(secret, asked.query(), shown(asked.user()))))
                .cookie(browser.cookie(Browser.Purpose.BINDING, secret))
                .build();
    }

    /**
     * What the person decided; a form that is not from our page in this browser is refused. The person whom the page
     * named gets the code at once, anybody else signs in first.
     */
    Response decide(Asked asked, RequestParameters form, HttpHeaders headers) {
        String shown = form.optional("shown").orElse("");
        String secret = browser.requireOwnForm(form, headers.getCookies(), asked.query(), shown, "approval");
        return switch (form.required("decision")) {
            case "approve" ->
                asked.user()
                        .filter(user -> shown(Optional.of(user)).equals(shown))
                        .map(user -> codes.approved(asked.client(), asked.address(), granted(asked, user)))
                        .map(AuthorizeResource::redirect)
                        .orElseGet(() -> signIn(asked, form, secret));
            case "switch" -> signIn(asked, form, secret);
            default -> refused(asked);
        };
    }

    /** Who the form says the page named: with the form's token this cannot be anybody else. */
    public static String shown(Optional<UserIdentity> user) {
        return user.map(known -> known.provider() + ":" + known.subject()).orElse("");
    }

    private Response signIn(Asked asked, RequestParameters form, String secret) {
        return AuthorizeResource.redirect(signIns.begin(asked, provider(asked, form), Sha256.of(secret)));
    }

    private Response refused(Asked asked) {
        AuditEvent event = AuditEvent.of(AuditEvent.Type.CONSENT_DENIED)
                .client(asked.client().clientId())
                .with("user", asked.user().map(UserIdentity::username));
        audit.record(event);
        return AuthorizeResource.redirect(
                asked.address().withError(OAuthException.accessDenied("the user refused"), issuer));
    }

    private URI silently(Asked asked, HttpHeaders headers) {
        if (asked.user().isEmpty()) {
            throw OAuthException.of(OAuthError.LOGIN_REQUIRED, "nobody is signed in with this browser");
        }
        if (!isSilent(asked, headers)) {
            throw OAuthException.of(OAuthError.CONSENT_REQUIRED, "the user must be asked");
        }
        return codes.covered(
                asked.client(), asked.address(), granted(asked, asked.user().get()));
    }

    /**
     * An address names its client at every server alike. One in the middle, which the client takes for its own, could
     * send the browser on to here with it, and a navigation that a program began stays "none" through redirects.
     */
    private boolean isSilent(Asked asked, HttpHeaders headers) {
        String site = headers.getHeaderString("Sec-Fetch-Site");
        return site != null
                && OWN_SITES.contains(site)
                && !ClientDocuments.isAddress(asked.client().clientId())
                && asked.user()
                        .filter(user -> consents.covers(
                                user,
                                asked.client(),
                                asked.address().redirectUri(),
                                asked.request().scope(),
                                asked.request().resources()))
                        .isPresent();
    }

    private static CodeIssue.Granted granted(Asked asked, UserIdentity user) {
        AuthorizationRequest request = asked.request();
        return new CodeIssue.Granted(
                user,
                request.scope(),
                request.resources(),
                request.codeChallenge().value());
    }

    /** The chosen one, else the one that the person used before. */
    private IdentityProvider provider(Asked asked, RequestParameters form) {
        String id = form.optional("provider")
                .or(() -> asked.user().map(UserIdentity::provider))
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
