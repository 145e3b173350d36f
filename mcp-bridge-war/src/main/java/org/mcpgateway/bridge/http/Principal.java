package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;

/** Who is asking, as the proxy in front or the {@link ForwardAuthFilter} says. */
@ApplicationScoped
public class Principal {

    /** The header that names the user; nobody but the proxy can set it. */
    static final String HEADER = "X-User-Id";

    private static final String NOBODY = "-";

    /** The user's id; a constant where nobody signs in. */
    String of(HttpServletRequest request) {
        String user = request.getHeader(HEADER);
        return user == null || user.isEmpty() ? NOBODY : user;
    }
}
