package org.mcpgateway.auth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mcpgateway.auth.oauth.OAuthError;

/**
 * What somebody is told for whom there is no room: {@code temporarily_unavailable} and when to come back (RFC 6749
 * s4.1.2.1, RFC 7009 s2.2.1, RFC 9110 s15.6.4), a person a page. Made of constants, since there is much else to do.
 */
final class BusyAnswer {

    private static final byte[] PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Please wait a moment</title>
            </head>
            <body>
            <main>
            <h1>Please wait a moment</h1>
            <p>Too many people are being served. Load this page again in a few seconds.</p>
            </main>
            </body>
            </html>
            """.getBytes(StandardCharsets.UTF_8);

    private BusyAnswer() {}

    static void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", Integer.toString(Admission.RETRY_AFTER));
        String accepted = request.getHeader("Accept");
        if (accepted != null && accepted.contains("text/html")) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setContentType("text/html;charset=UTF-8");
            response.getOutputStream().write(PAGE);
        } else {
            ErrorAnswer.write(
                    response, 503, OAuthError.TEMPORARILY_UNAVAILABLE, "too many requests are being served: try again");
        }
    }
}
