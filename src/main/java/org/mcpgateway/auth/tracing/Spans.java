package org.mcpgateway.auth.tracing;

import jakarta.servlet.http.HttpServletRequest;

/** Makes spans. */
interface Spans {

    /** Begins one, as a child of what the request's {@code traceparent} names. */
    ServerSpan begin(String name, HttpServletRequest request);

    /** Says something about the request of this thread. */
    void note(String attribute, String value);
}
