package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import org.mcpgateway.auth.config.IssuerSettings;

/** The headers that every answer has unless its endpoint says otherwise (RFC 9700 s2.2, s4.16). */
@ApplicationScoped
public class SecurityHeaders {

    private final boolean https;

    @Inject
    public SecurityHeaders(IssuerSettings issuer) {
        this.https = issuer.isHttps();
    }

    /** Sets them all. */
    public void addTo(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cache-Control", "no-store");
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
