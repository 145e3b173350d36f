package org.mcpgateway.auth.http;

import java.util.List;

/** Kinds of requests, each with a bound of its own: too many of one leave room for the others. */
public enum Lane {
    /** The proxy's question: it comes with every request of every service, and takes the least. */
    VERIFY("verify"),
    /** What waits for an identity provider, or for the document of a client: as slow as those are. */
    SIGN_IN("sign-in"),
    /** What asks Redis or makes a page. */
    OTHER("other"),
    /** Documents that are ready: served whatever else there is to do. */
    READY("ready");

    private static final List<String> DOCUMENTS =
            List.of("/.well-known/", "/jwks", "/assets/", "/openapi.json", "/monitoring/");

    private final String label;

    Lane(String label) {
        this.label = label;
    }

    /** The lane of a request, by its path below the context. */
    static Lane of(String path) {
        if (path.startsWith("/callback") || path.startsWith("/authorize")) {
            return SIGN_IN;
        }
        return DOCUMENTS.stream().anyMatch(path::startsWith) ? READY : OTHER;
    }

    /** Its name in metrics and in the log. */
    public String label() {
        return label;
    }
}
