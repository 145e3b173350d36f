package org.mcpgateway.bridge.tracing;

import org.mcpgateway.bridge.jsonrpc.RawJson;

/** The span of one HTTP request with messages for an MCP server, from its arrival to the end of its answer. */
public interface RequestSpan {

    /**
     * Says what the request holds, and begins the span of the call if it is a request of MCP.
     *
     * @param message of any kind
     */
    CallSpan about(RawJson message);

    /**
     * Ends it, and that of its call unless something else waits for the answer.
     *
     * @param status of HTTP; what failed here ({@code 5xx}) counts as an error
     */
    void end(int status);
}
