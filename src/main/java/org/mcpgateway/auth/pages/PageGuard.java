package org.mcpgateway.auth.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Keeps the view servlet for includes: whoever asks for it from outside finds nothing there. */
@WebFilter(PageGuard.PREFIX + "/*")
public class PageGuard extends HttpFilter {

    /** Where the view servlet is mapped; stands in {@code web.xml} too. */
    static final String PREFIX = "/views";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
}
