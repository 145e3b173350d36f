package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.RedirectUris;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.pages.ErrorPage;

/**
 * Tells the client of an error before its person has decided anything. Anybody may register a client with any https
 * address, so a wrong request must not be a way to send people there (RFC 9700 s4.11.2): the browser goes by itself to
 * an application on the person's own device and to where this person has let this client's answers go before; anywhere
 * else only if the person follows the link.
 */
@ApplicationScoped
public class ErrorReturn {

    private final ConsentStore consents;
    private final IssuerSettings issuer;

    @Inject
    public ErrorReturn(ConsentStore consents, IssuerSettings issuer) {
        this.consents = consents;
        this.issuer = issuer;
    }

    /** The redirect, or the page with the link. */
    Response of(OAuthException error, ClientRecord client, ReturnAddress address, Optional<UserIdentity> user) {
        URI target = address.withError(error, issuer);
        boolean goes = staysOnDevice(address)
                || user.filter(known -> consents.names(known, client, address.redirectUri()))
                        .isPresent();
        return goes ? AuthorizeResource.redirect(target) : ErrorPage.withLink(error, target);
    }

    private static boolean staysOnDevice(ReturnAddress address) {
        URI uri = URI.create(address.redirectUri());
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        return !web || RedirectUris.isLoopback(uri);
    }
}
