package org.mcpgateway.auth.account;

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
import java.net.URI;
import java.util.Optional;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.authorize.Browser;
import org.mcpgateway.auth.authorize.BrowserSessions;
import org.mcpgateway.auth.authorize.ConsentStep;
import org.mcpgateway.auth.authorize.SignIns;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.pages.ErrorPage;
import org.mcpgateway.auth.vault.UserVaultStore;

/**
 * A user's own page: what applications may do, which access lives, and the secrets for MCP servers. Every change is a
 * form that only this browser's page can send, and only as the user whom the page named.
 */
@Path("account")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class AccountResource {

    private static final String FORM = "account";
    private static final URI HERE = URI.create("/account");

    private final AccountPage page;
    private final Holdings holdings;
    private final UserVaultStore vault;
    private final Browser browser;
    private final BrowserSessions sessions;
    private final SignIns signIns;
    private final IssuerSettings issuer;
    private final AuditLog audit;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public AccountResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    AccountResource(
            AccountPage page,
            Holdings holdings,
            UserVaultStore vault,
            Browser browser,
            BrowserSessions sessions,
            SignIns signIns,
            IssuerSettings issuer,
            AuditLog audit) {
        this.page = page;
        this.holdings = holdings;
        this.vault = vault;
        this.browser = browser;
        this.sessions = sessions;
        this.signIns = signIns;
        this.issuer = issuer;
        this.audit = audit;
    }

    /** The page of whoever signed in with this browser, or the question to sign in. */
    @GET
    public Response show(@Context HttpHeaders headers) {
        return page(headers, 200, "");
    }

    /** One change; afterwards the browser asks for the page again. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(RequestParameters form, @Context HttpHeaders headers) {
        try {
            String shown = form.optional("shown").orElse("");
            String secret = browser.requireOwnForm(form, headers.getCookies(), FORM, shown, "change");
            String act = form.required("act");
            if (act.equals("sign-in")) {
                return Response.seeOther(
                                signIns.beginFor(HERE.toString(), form.optional("provider"), Sha256.of(secret)))
                        .build();
            }
            UserIdentity user = requireUser(shown, headers);
            Optional<String> problem = change(act, form, user);
            return problem.map(text -> page(headers, 400, text))
                    .orElseGet(
                            () -> Response.seeOther(issuer.at(HERE.toString())).build());
        } catch (OAuthException e) {
            return ErrorPage.of(e);
        }
    }

    /** Carries the change out, and gives what was wrong with what the user typed. */
    private Optional<String> change(String act, RequestParameters form, UserIdentity user) {
        switch (act) {
            case "withdraw" -> holdings.withdraw(user, form.required("client"));
            case "end" -> holdings.end(user, form.required("access"));
            case "sign-out" -> sessions.endAll(user);
            case "keep" -> {
                return keep(form, user);
            }
            case "forget" -> forget(form.required("name"), user);
            default -> throw OAuthException.invalidRequest("act is none that this page knows");
        }
        return Optional.empty();
    }

    private Optional<String> keep(RequestParameters form, UserIdentity user) {
        if (!vault.isEnabled()) {
            throw OAuthException.invalidRequest("this gateway keeps no secrets of users");
        }
        var value = new Secret(form.optional("value").orElse(""));
        return switch (vault.put(user.subject(), form.optional("name").orElse(""), value)) {
            case KEPT -> {
                audit.record(event(AuditEvent.Type.SECRET_KEPT, user, form.required("name")));
                yield Optional.empty();
            }
            case INVALID_NAME -> Optional.of("A name has 1 to 64 letters, digits and underscores.");
            case INVALID_VALUE ->
                Optional.of("A value is one line of at most " + UserVaultStore.LONGEST_VALUE + " bytes.");
            case TOO_MANY -> Optional.of("You have " + UserVaultStore.MOST_SECRETS + " already: delete one first.");
        };
    }

    private void forget(String name, UserIdentity user) {
        if (vault.delete(user.subject(), name)) {
            audit.record(event(AuditEvent.Type.SECRET_FORGOTTEN, user, name));
        }
    }

    private static AuditEvent event(AuditEvent.Type type, UserIdentity user, String name) {
        return AuditEvent.of(type).user(user.username()).with("name", name);
    }

    private Response page(HttpHeaders headers, int status, String problem) {
        String secret = browser.binding(headers.getCookies());
        Optional<UserIdentity> user = sessions.user(headers.getCookies());
        String token = browser.formToken(secret, FORM, ConsentStep.shown(user));
        return Response.status(status)
                .entity(page.of(user, token, problem))
                .cookie(browser.cookie(Browser.Purpose.BINDING, secret))
                .build();
    }

    private UserIdentity requireUser(String shown, HttpHeaders headers) {
        return sessions.user(headers.getCookies())
                .filter(known -> ConsentStep.shown(Optional.of(known)).equals(shown))
                .orElseThrow(() -> OAuthException.accessDenied("You are not signed in any more: open the page again."));
    }
}
