package org.mcpgateway.bridge.jsonrpc;

/** The bytes are no JSON text (RFC 8259), or nested deeper than {@value RawJson#DEEPEST} levels. */
public final class MalformedJsonException extends RuntimeException {

    MalformedJsonException(String problem, int offset) {
        super(problem + " at byte " + offset, null, false, false);
    }
}
