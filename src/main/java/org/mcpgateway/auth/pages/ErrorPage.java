package org.mcpgateway.auth.pages;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.mcpgateway.auth.oauth.OAuthException;

/** An error as a person reads it. */
public final class ErrorPage {

    private ErrorPage() {}

    /** The page of an error, with its status. */
    public static Response of(OAuthException error) {
        return page(error, Map.of());
    }

    /**
     * The page of an error whose application can be told by following a link.
     *
     * @param target the address that tells it; its host is shown
     */
    public static Response withLink(OAuthException error, URI target) {
        return page(error, Map.of("target", target.toString(), "targetHost", target.getHost()));
    }

    private static Response page(OAuthException error, Map<String, Object> more) {
        int status = error.error().status() == 401 ? 400 : error.error().status();
        Map<String, Object> model = new HashMap<>(more);
        model.put("code", error.error().code());
        model.put("description", error.description());
        var response = Response.status(status).type(MediaType.TEXT_HTML_TYPE).entity(Page.of("error", model));
        error.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        return response.build();
    }
}
