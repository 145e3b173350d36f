package org.mcpgateway.bridge.tracing;

import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * How an answer says that a call failed.
 *
 * @param type {@code tool_error}, or the code of the JSON-RPC error; empty when it did not fail
 * @param code of the JSON-RPC error
 */
record Failure(Optional<String> type, Optional<Long> code) {

    /** Empty when the message is no answer. */
    static Optional<Failure> of(byte[] message) {
        try {
            RawJson json = RawJson.parse(message);
            return json.isObject() ? of(json) : Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Failure> of(RawJson json) {
        Optional<RawJson> error = json.member("error");
        if (error.isPresent()) {
            Optional<Long> code = json.path("error", "code").flatMap(RawJson::integer);
            return Optional.of(
                    new Failure(Optional.of(code.map(Object::toString).orElse("_OTHER")), code));
        }
        boolean ofTool = json.path("result", "isError")
                .filter(value -> value.text().equals("true"))
                .isPresent();
        return json.member("result")
                .map(result -> new Failure(ofTool ? Optional.of("tool_error") : Optional.empty(), Optional.empty()));
    }
}
