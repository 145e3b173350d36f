package org.mcpgateway.auth.pages;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Notes the container's own request and response where a page may be written. */
@WebFilter({
    "/authorize/*",
    "/callback/*",
    "/local/*",
    "/device/*",
    "/account/*",
    "/admin/*",
    "/",
    "/success/*",
    "/error/*"
})
public class RawExchangeFilter extends HttpFilter {

    /** Below the pages of administrators, but JSON whatever the caller accepts. */
    private static final String ADMIN_API = "/admin/api/";

    private final transient RawExchange exchange;

    @Inject
    public RawExchangeFilter(RawExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getRequestURI().startsWith(request.getContextPath() + ADMIN_API)) {
            exchange.begin(request, response);
        }
        chain.doFilter(request, response);
    }
}
