package org.mcpgateway.auth.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mcpgateway.auth.oauth.OAuthError;

/** The JSON of an error where no JAX-RS resource is involved: filters, servlets and the container's own errors. */
public final class ErrorAnswer {

    private ErrorAnswer() {}

    /**
     * Answers with an error that nobody may keep (RFC 6749 s5.2).
     *
     * @param description this program's own words, in which nothing needs escaping
     */
    public static void write(HttpServletResponse response, int status, OAuthError error, String description)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(("{\"error\":\"" + error.code() + "\",\"error_description\":\"" + description + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
