package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.http.ErrorResponse;

/** Where a person looks at a page, an error that a mapper answered is a page as well, with the same status. */
@Provider
@Dependent
public class BrowserErrors implements ContainerResponseFilter {

    private final RawExchange exchange;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public BrowserErrors() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    BrowserErrors(RawExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ErrorResponse error
                && exchange.isBegun()
                && wantsHtml(request.getHeaderString(HttpHeaders.ACCEPT))) {
            response.setEntity(
                    Page.of("error", Map.of("code", error.error(), "description", error.errorDescription())),
                    response.getEntityAnnotations(),
                    MediaType.TEXT_HTML_TYPE);
        }
    }

    /** The header as it came: it may be what made the error, and JAX-RS would fail over it again. */
    private static boolean wantsHtml(@Nullable String accept) {
        return accept != null && accept.contains(MediaType.TEXT_HTML);
    }
}
