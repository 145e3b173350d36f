package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The container's own request and response. JAX-RS and CDI hand out proxies of them, with which a request dispatcher
 * cannot work.
 */
@RequestScoped
public class RawExchange {

    private @Nullable HttpServletRequest request;
    private @Nullable HttpServletResponse response;

    void begin(HttpServletRequest rawRequest, HttpServletResponse rawResponse) {
        this.request = rawRequest;
        this.response = rawResponse;
    }

    /** Whether the request is for an address of pages. */
    boolean isBegun() {
        return request != null;
    }

    HttpServletRequest request() {
        if (request == null) {
            throw new IllegalStateException("no request is being served");
        }
        return request;
    }

    HttpServletResponse response() {
        if (response == null) {
            throw new IllegalStateException("no request is being served");
        }
        return response;
    }
}
