package org.mcpgateway.auth.openapi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.mcpgateway.auth.config.IssuerSettings;

/** The document as JSON, put together when it is first asked for: nobody's start waits for it. */
@ApplicationScoped
public class OpenApiDocument {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String FOLDER = "/WEB-INF/openapi/";

    private final String json;

    @Inject
    public OpenApiDocument(ServletContext context, IssuerSettings issuer) {
        try {
            var parts = new OpenApiParts();
            for (String file : new TreeSet<>(context.getResourcePaths(FOLDER))) {
                try (InputStream part = Objects.requireNonNull(context.getResourceAsStream(file), file)) {
                    parts.add(part);
                }
            }
            this.json = json(parts.document(), issuer.identifier().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** OpenAPI 3.1. */
    public String json() {
        return json;
    }

    private static String json(Map<String, Object> document, String issuer) {
        document.put(
                "servers", List.of(Map.of("url", issuer, "description", "This server, by its issuer identifier.")));
        return JSON.createObjectBuilder(document).build().toString();
    }
}
