package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mcpgateway.auth.config.IssuerSettings;

/**
 * Makes the HTML of a {@link Page} by including its Facelets view, and names the headers it is sent with. The style
 * sheet has the issuer's address, since a page may be shown under the name of a service.
 */
@ApplicationScoped
public class PageRenderer {

    private final IssuerSettings issuer;
    private final String assets;

    @Inject
    public PageRenderer(IssuerSettings issuer) {
        this.issuer = issuer;
        this.assets = Page.source(issuer.identifier());
    }

    /**
     * The page as UTF-8.
     *
     * @param request the container's own, not a proxy of it
     * @param response the container's own; nothing is written to it
     */
    byte[] html(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        BufferedResponse buffer = new BufferedResponse(response);
        Map<String, Object> model = new LinkedHashMap<>(page.model());
        model.put("home", issuer.at("/").toString());
        model.put("assets", issuer.at("/assets").toString());
        request.setAttribute("page", model);
        try {
            request.getRequestDispatcher(PageGuard.PREFIX + "/WEB-INF/views/" + page.view() + ".xhtml")
                    .include(request, buffer);
        } catch (ServletException e) {
            throw new IllegalStateException("the view " + page.view() + " cannot be written", e);
        }
        return buffer.text().getBytes(StandardCharsets.UTF_8);
    }

    /** The headers that every page is sent with: nothing but its own style sheet, unframeable, kept by nobody. */
    void headers(Page page, BiConsumer<String, String> header) {
        header.accept("Content-Type", "text/html; charset=UTF-8");
        header.accept("Content-Security-Policy", page.contentSecurityPolicy(assets));
        header.accept("X-Frame-Options", "DENY");
        header.accept("Referrer-Policy", "no-referrer");
        header.accept("Cache-Control", "no-store");
    }

    /**
     * Writes the page from a servlet, whose status and other headers are set. Where another application of the same
     * server includes that servlet there is no scope of a request yet, and views need one.
     */
    @ActivateRequestContext
    public void write(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] html = html(page, request, response);
        headers(page, response::setHeader);
        response.getOutputStream().write(html);
    }
}
