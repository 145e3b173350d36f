package org.mcpgateway.auth.verify;

import jakarta.servlet.http.HttpServletRequest;

/** Tells a person who opened a service's address in a browser from a client that talks to it. */
final class BrowserVisit {

    private BrowserVisit() {}

    /**
     * A top-level navigation: it wants HTML and no event stream, and where the browser says why it comes, it says so.
     */
    static boolean isOne(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String mode = request.getHeader("Sec-Fetch-Mode");
        return accept != null
                && accept.contains("text/html")
                && !accept.contains("text/event-stream")
                && (mode == null || mode.equals("navigate"));
    }
}
