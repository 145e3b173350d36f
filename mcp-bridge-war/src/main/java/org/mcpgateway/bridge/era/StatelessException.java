package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/** A request that cannot be served, with its HTTP status and its JSON-RPC error (Streamable HTTP, error handling). */
final class StatelessException extends Exception {

    private static final long serialVersionUID = 1L;

    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CLIENT_CAPABILITY = -32021;
    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    private final int status;
    private final int code;
    private final transient @Nullable JsonObject data;

    private StatelessException(int status, int code, String message, @Nullable JsonObject data) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    static StatelessException headerMismatch(String message) {
        return new StatelessException(400, HEADER_MISMATCH, message, null);
    }

    /** The envelope itself is wrong: what the client sent is no request of this revision. */
    static StatelessException invalidEnvelope(String message) {
        return new StatelessException(400, JsonRpcError.INVALID_PARAMS, message, null);
    }

    static StatelessException invalidParams(String message) {
        return new StatelessException(200, JsonRpcError.INVALID_PARAMS, message, null);
    }

    static StatelessException invalidRequest(String message) {
        return new StatelessException(400, JsonRpcError.INVALID_REQUEST, message, null);
    }

    static StatelessException methodNotFound(String method) {
        return new StatelessException(404, JsonRpcError.METHOD_NOT_FOUND, "Method not found: " + method, null);
    }

    static StatelessException unsupportedVersion(String requested) {
        return new StatelessException(
                400,
                UNSUPPORTED_PROTOCOL_VERSION,
                "Unsupported protocol version",
                Json.object()
                        .add("supported", Json.strings(List.of(Revision.STATELESS)))
                        .add("requested", requested)
                        .build());
    }

    /** @param required a ClientCapabilities object of what is missing */
    static StatelessException missingCapabilities(JsonObject required) {
        return new StatelessException(
                400,
                MISSING_CLIENT_CAPABILITY,
                "The server needs a capability that the client did not declare",
                Json.object("requiredCapabilities", required));
    }

    static StatelessException serverLost(String reason) {
        return new StatelessException(502, JsonRpcError.INTERNAL_ERROR, reason, null);
    }

    static StatelessException busy(String reason) {
        return new StatelessException(503, JsonRpcError.INTERNAL_ERROR, reason, null);
    }

    int status() {
        return status;
    }

    /** Returns the JSON-RPC error response to the request with that id. */
    JsonObject response(JsonValue id) {
        var error = Json.object().add("code", code).add("message", String.valueOf(getMessage()));
        if (data != null) {
            error.add("data", data);
        }
        return Json.object()
                .add("jsonrpc", "2.0")
                .add("id", id)
                .add("error", error)
                .build();
    }

    /** Returns the HTTP status that goes with a JSON-RPC response of a server. */
    static int statusOf(JsonObject response) {
        return switch (Json.member(response, "error").getInt("code", 0)) {
            case JsonRpcError.METHOD_NOT_FOUND -> 404;
            case HEADER_MISMATCH, MISSING_CLIENT_CAPABILITY, UNSUPPORTED_PROTOCOL_VERSION -> 400;
            default -> 200;
        };
    }
}
