package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes the {@link Page} that a resource returns. */
@Provider
@Dependent
@Produces(MediaType.TEXT_HTML)
public class PageWriter implements MessageBodyWriter<Page> {

    private final RawExchange exchange;
    private final PageRenderer renderer;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public PageWriter() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    PageWriter(RawExchange exchange, PageRenderer renderer) {
        this.exchange = exchange;
        this.renderer = renderer;
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
        byte[] html = renderer.html(page, exchange.request(), exchange.response());
        renderer.headers(page, headers::putSingle);
        body.write(html);
    }
}
