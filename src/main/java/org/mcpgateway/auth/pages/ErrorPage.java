package org.mcpgateway.auth.pages;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.mcpgateway.auth.oauth.OAuthException;

/** An error as a person reads it. */
public final class ErrorPage {

    private ErrorPage() {}

    /** The page of an error, with its status. */
    public static Response of(OAuthException error) {
        int status = error.error().status() == 401 ? 400 : error.error().status();
        var response = Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(Page.of("error", Map.of("code", error.error().code(), "description", error.description())));
        error.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
        return response.build();
    }
}
