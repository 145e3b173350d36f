package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.servlet.http.HttpServletRequest;
import org.mcpgateway.bridge.server.Caller;

/** Who is asking, as the proxy in front or the {@link ForwardAuthFilter} says. */
@Dependent
public class Principal {

    /** The header that names the user; {@link PeerGuard} says whose word counts. */
    static final String HEADER = "X-User-Id";

    private static final String NOBODY = "-";

    /** The user's id; a constant where nobody signs in. */
    String of(HttpServletRequest request) {
        String user = signedIn(request);
        return user.isEmpty() ? NOBODY : user;
    }

    /** The user's id; empty where nobody signs in. */
    String signedIn(HttpServletRequest request) {
        return header(request, HEADER);
    }

    /** What the proxy says of the user and the client, for the server that is started. */
    Caller caller(HttpServletRequest request) {
        return new Caller(
                header(request, HEADER),
                header(request, "X-User-Name"),
                header(request, "X-User-Email"),
                header(request, "X-Client-Id"));
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
