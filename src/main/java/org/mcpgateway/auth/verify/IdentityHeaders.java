package org.mcpgateway.auth.verify;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.mcpgateway.auth.accesstoken.AccessToken;

/**
 * The headers that tell the service who is asking. Characters that do not belong in a header are percent-encoded as
 * UTF-8, so that no claim can end a line or add a header.
 */
record IdentityHeaders(String userId, String userName, String email, String clientId, String scope) {

    static IdentityHeaders of(AccessToken token) {
        return new IdentityHeaders(
                encode(token.subject()),
                encode(token.username()),
                encode(token.email().orElse("")),
                encode(token.clientId()),
                encode(token.scope().toString()));
    }

    void addTo(HttpServletResponse response) {
        response.setHeader("X-User-Id", userId);
        response.setHeader("X-User-Name", userName);
        response.setHeader("X-User-Email", email);
        response.setHeader("X-Client-Id", clientId);
        response.setHeader("X-Token-Scope", scope);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0x1f && octet < 0x7f && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format("%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
