package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes a {@link Page} as HTML by including its Facelets view. */
@Provider
@Dependent
@Produces(MediaType.TEXT_HTML)
public class PageWriter implements MessageBodyWriter<Page> {

    private final RawExchange exchange;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public PageWriter() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    PageWriter(RawExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Page.class;
    }

    @Override
    public void writeTo(
            Page page,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        HttpServletRequest request = exchange.request();
        HttpServletResponse response = exchange.response();
        BufferedResponse buffer = new BufferedResponse(response);
        request.setAttribute("page", page.model());
        try {
            request.getRequestDispatcher(PageGuard.PREFIX + "/WEB-INF/views/" + page.view() + ".xhtml")
                    .include(request, buffer);
        } catch (ServletException e) {
            throw new IllegalStateException("the view " + page.view() + " cannot be written", e);
        }
        headers.putSingle("Content-Type", "text/html; charset=UTF-8");
        headers.putSingle("Content-Security-Policy", page.contentSecurityPolicy());
        headers.putSingle("X-Frame-Options", "DENY");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putSingle("Cache-Control", "no-store");
        body.write(buffer.text().getBytes(StandardCharsets.UTF_8));
    }
}
