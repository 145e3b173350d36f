package org.mcpgateway.bridge.tracing;

import java.util.Optional;

/** The span of one call of an MCP server, from its request to its answer. */
public interface CallSpan {

    /** While there is no tracing, and of what is no call. */
    CallSpan NONE = new CallSpan() {
        @Override
        public Optional<String> traceParent() {
            return Optional.empty();
        }

        @Override
        public void taken() {}

        @Override
        public void told(byte[] message) {}
    };

    /** What the server is to be told as {@code traceparent}; empty where there is no span. */
    Optional<String> traceParent();

    /** From now on whoever calls this tells the answer, also after the HTTP response has ended. */
    void taken();

    /**
     * Something goes to the client.
     *
     * @param message of JSON-RPC, UTF-8; an answer ends the span, and an error in it, or of the tool, counts as one
     */
    void told(byte[] message);
}
