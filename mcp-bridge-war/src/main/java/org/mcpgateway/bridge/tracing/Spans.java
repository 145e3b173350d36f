package org.mcpgateway.bridge.tracing;

import jakarta.servlet.http.HttpServletRequest;

/** Makes spans. */
interface Spans {

    /** Begins one, as a child of what the request's {@code traceparent} names. */
    RequestSpan begin(String service, HttpServletRequest request);
}
