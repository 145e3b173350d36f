package org.mcpgateway.auth.device;

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
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.authorize.Browser;
import org.mcpgateway.auth.authorize.BrowserSessions;
import org.mcpgateway.auth.authorize.ConsentStep;
import org.mcpgateway.auth.authorize.SignIns;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.pages.ErrorPage;
import org.mcpgateway.auth.pages.Page;

/**
 * Where a person enters the code that a device shows (RFC 8628 s3.3). The person sees the code again and who asks, also
 * when it came with the address (s3.3.1), signs in and decides.
 */
@Path("device")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class DeviceResource {

    private final DeviceAuthorizationStore store;
    private final DevicePage pages;
    private final UserCodeGuard guard;
    private final Browser browser;
    private final BrowserSessions sessions;
    private final SignIns signIns;
    private final DeviceDecisions decisions;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public DeviceResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    DeviceResource(
            DeviceAuthorizationStore store,
            DevicePage pages,
            UserCodeGuard guard,
            Browser browser,
            BrowserSessions sessions,
            SignIns signIns,
            DeviceDecisions decisions) {
        this.store = store;
        this.pages = pages;
        this.guard = guard;
        this.browser = browser;
        this.sessions = sessions;
        this.signIns = signIns;
        this.decisions = decisions;
    }

    /** The field for the code, or with a code the question whether the device may have access. */
    @GET
    public Response ask(@Context UriInfo uri, @Context HttpHeaders headers) {
        try {
            RequestParameters parameters =
                    RequestParameters.parse(uri.getRequestUri().getRawQuery());
            Optional<String> typed = parameters.optional("user_code");
            if (typed.isEmpty()) {
                return Response.ok(pages.entry("")).build();
            }
            Optional<Found> found = find(typed.get());
            return found.isEmpty()
                    ? Response.status(400)
                            .entity(pages.entry("This code is unknown or has expired. Look at your device again."))
                            .build()
                    : question(found.get(), headers);
        } catch (OAuthException e) {
            return ErrorPage.of(e);
        }
    }

    /** The decision; a form that is not from our page in this browser is refused. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(RequestParameters form, @Context HttpHeaders headers) {
        try {
            Found found = find(form.required("user_code"))
                    .orElseThrow(() -> OAuthException.accessDenied("This code is unknown or has expired."));
            String shown = form.optional("shown").orElse("");
            String secret = browser.requireOwnForm(form, headers.getCookies(), found.binding(), shown, "decision");
            return switch (form.required("decision")) {
                case "sign-in" -> Response.seeOther(signIn(found, form, secret)).build();
                case "approve" -> grant(found, shown, headers);
                default -> deny(found);
            };
        } catch (OAuthException e) {
            return ErrorPage.of(e);
        }
    }

    private Optional<Found> find(String typed) {
        guard.requireCalm();
        Optional<Found> found = UserCodes.typed(typed)
                .flatMap(code -> store.pending(code).map(authorization -> new Found(code, authorization)));
        if (found.isEmpty()) {
            guard.failed();
        }
        return found;
    }

    private Response question(Found found, HttpHeaders headers) {
        String secret = browser.binding(headers.getCookies());
        Optional<UserIdentity> user = sessions.user(headers.getCookies());
        Page page = pages.question(
                found.code(),
                found.authorization(),
                user,
                browser.formToken(secret, found.binding(), ConsentStep.shown(user)));
        return Response.ok(page)
                .cookie(browser.cookie(Browser.Purpose.BINDING, secret))
                .build();
    }

    private URI signIn(Found found, RequestParameters form, String secret) {
        return signIns.beginFor("/device?user_code=" + found.code(), form.optional("provider"), Sha256.of(secret));
    }

    private Response grant(Found found, String shown, HttpHeaders headers) {
        UserIdentity user = sessions.user(headers.getCookies())
                .filter(known -> ConsentStep.shown(Optional.of(known)).equals(shown))
                .orElseThrow(() -> OAuthException.accessDenied("Somebody else has signed in since: start again."));
        decisions.approve(found.code(), found.authorization(), user);
        return Response.ok(Page.of("success", Map.of("code", ""))).build();
    }

    private Response deny(Found found) {
        decisions.deny(found.code(), found.authorization());
        return Response.ok(Page.of("success", Map.of("code", ""))).build();
    }

    private record Found(String code, DeviceAuthorization authorization) {

        /** What the form's token is bound to besides the browser. */
        String binding() {
            return "device " + code;
        }
    }
}
