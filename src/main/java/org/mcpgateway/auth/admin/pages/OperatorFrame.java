package org.mcpgateway.auth.admin.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.authorize.Browser;
import org.mcpgateway.auth.authorize.BrowserSessions;
import org.mcpgateway.auth.authorize.ConsentStep;
import org.mcpgateway.auth.authorize.SignIns;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.HostGuard;
import org.mcpgateway.auth.http.RequestAddress;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.pages.Page;

/**
 * What all pages of operators have in common: the host that they answer under, the token of browser and user that each
 * form carries, and where the browser goes after an act.
 */
@ApplicationScoped
public class OperatorFrame {

    private static final String FORM = "admin";

    private final Browser browser;
    private final BrowserSessions sessions;
    private final SignIns signIns;
    private final IdentityProviders providers;
    private final HostGuard hosts;
    private final RequestAddress address;
    private final IssuerSettings issuer;

    @Inject
    OperatorFrame(
            Browser browser,
            BrowserSessions sessions,
            SignIns signIns,
            IdentityProviders providers,
            HostGuard hosts,
            RequestAddress address,
            IssuerSettings issuer) {
        this.browser = browser;
        this.sessions = sessions;
        this.signIns = signIns;
        this.providers = providers;
        this.hosts = hosts;
        this.address = address;
        this.issuer = issuer;
    }

    /** Throws {@code not_found} under a host where nobody administers. */
    void requireHost() {
        hosts.requireAdministration(address.authority());
    }

    /** A page of an operator. */
    Response page(String view, Map<String, Object> model, Operator operator, Map<String, Cookie> cookies) {
        Map<String, Object> more = new LinkedHashMap<>(model);
        more.put("operator", operator.user().username());
        return bound(Page.of("admin/" + view, more), Optional.of(operator.user()), cookies);
    }

    /** The question to sign in. */
    Response signIn(Map<String, Cookie> cookies) {
        Map<String, Object> model = Map.of("providers", providers.choices());
        return bound(new Page("admin/sign-in", model, signIns.formTargets()), Optional.empty(), cookies);
    }

    /** Sends the browser to the identity provider, and from there to the page. */
    Response beginSignIn(RequestParameters form, Map<String, Cookie> cookies) {
        requireHost();
        String secret = requireOwnForm(form, sessions.user(cookies), cookies);
        return Response.seeOther(signIns.beginFor("/admin", form.optional("provider"), Sha256.of(secret)))
                .build();
    }

    /** Throws {@code access_denied} unless the form is of a page that this browser got for this operator. */
    void requireOwnForm(RequestParameters form, Operator operator, Map<String, Cookie> cookies) {
        requireOwnForm(form, Optional.of(operator.user()), cookies);
    }

    /** Sends the browser on to a page, under the name that it used: the operators' may not be the issuer's. */
    Response to(String path) {
        String scheme = issuer.isHttps() ? "https" : "http";
        return Response.seeOther(URI.create(scheme + "://" + address.authority() + path))
                .build();
    }

    private String requireOwnForm(RequestParameters form, Optional<UserIdentity> user, Map<String, Cookie> cookies) {
        form.required("token"); // without one the form is malformed, whoever sends it
        return browser.requireOwnForm(form, cookies, FORM, ConsentStep.shown(user), "change");
    }

    private Response bound(Page page, Optional<UserIdentity> user, Map<String, Cookie> cookies) {
        String secret = browser.binding(cookies);
        return Response.ok(page.with("token", browser.formToken(secret, FORM, ConsentStep.shown(user))))
                .type(MediaType.TEXT_HTML_TYPE)
                .cookie(browser.cookie(Browser.Purpose.BINDING, secret))
                .build();
    }
}
