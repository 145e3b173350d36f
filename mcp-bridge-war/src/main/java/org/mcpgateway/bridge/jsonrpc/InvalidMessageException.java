package org.mcpgateway.bridge.jsonrpc;

/** JSON that is no JSON-RPC 2.0 message; the text says why. */
public final class InvalidMessageException extends RuntimeException {

    InvalidMessageException(String problem) {
        super(problem, null, false, false);
    }
}
