package org.mcpgateway.bridge.jsonrpc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One JSON-RPC 2.0 message, raw: its kind, and the members that routing needs. */
public sealed interface JsonRpcMessage {

    /** The whole message. */
    RawJson json();

    /**
     * A request: whoever gets it owes an answer with the same id.
     *
     * @param json the whole message
     * @param id a string or a number, as it came
     * @param method its method
     */
    record Request(RawJson json, RawJson id, String method) implements JsonRpcMessage {

        /** {@code params._meta.progressToken}, if progress was asked for. */
        public Optional<RawJson> progressToken() {
            return json.path("params", "_meta", "progressToken");
        }

        /** The message with another id, and its progress token, if any, replaced by the same. */
        public byte[] renumbered(long newId) {
            byte[] number = Long.toString(newId).getBytes(StandardCharsets.US_ASCII);
            Optional<RawJson> token = progressToken();
            if (token.isEmpty()) {
                return json.splice(id, number);
            }
            // The later one first, so that the offsets of the earlier one stay right.
            boolean tokenIsLater = token.get().isAfter(id);
            byte[] once = json.splice(tokenIsLater ? token.get() : id, number);
            RawJson half = RawJson.parse(once);
            RawJson other = tokenIsLater
                    ? half.member("id").orElseThrow()
                    : half.path("params", "_meta", "progressToken").orElseThrow();
            return half.splice(other, number);
        }
    }

    /**
     * A notification: nobody answers it.
     *
     * @param json the whole message
     * @param method its method
     */
    record Notification(RawJson json, String method) implements JsonRpcMessage {}

    /**
     * The answer to a request, a result or an error.
     *
     * @param json the whole message
     * @param id of the request
     */
    record Response(RawJson json, RawJson id) implements JsonRpcMessage {

        /** The message with the id that its asker knows. */
        public byte[] withId(RawJson original) {
            return json.splice(id, original.bytes());
        }
    }

    /**
     * Reads one message.
     *
     * @throws MalformedJsonException when it is not JSON (-32700)
     * @throws InvalidMessageException when it is not a JSON-RPC message (-32600)
     */
    static JsonRpcMessage parse(byte[] utf8) {
        return of(RawJson.parse(utf8));
    }

    /**
     * Reads one message out of checked JSON.
     *
     * @throws InvalidMessageException when it is not a JSON-RPC message (-32600)
     */
    static JsonRpcMessage of(RawJson json) {
        if (!json.isObject()
                || json.member("jsonrpc")
                        .flatMap(RawJson::string)
                        .filter("2.0"::equals)
                        .isEmpty()) {
            throw new InvalidMessageException("the message must be an object with \"jsonrpc\":\"2.0\"");
        }
        Optional<RawJson> id = json.member("id");
        Optional<RawJson> method = json.member("method");
        if (method.isPresent()) {
            requireObject(json, "params");
            requireObject(json, "params", "_meta");
            String name =
                    method.get().string().orElseThrow(() -> new InvalidMessageException("method must be a string"));
            return id.isEmpty() ? new Notification(json, name) : new Request(json, checked(id.get()), name);
        }
        if (id.isPresent()
                && (json.member("result").isPresent() || json.member("error").isPresent())) {
            return new Response(json, id.get());
        }
        throw new InvalidMessageException("the message is neither a request nor a notification nor a response");
    }

    /** Servers drop a request with other parameters without a word, and its caller would wait for ever. */
    private static void requireObject(RawJson json, String... path) {
        if (json.path(path).filter(value -> !value.isObject()).isPresent()) {
            throw new InvalidMessageException(String.join(".", path) + " must be an object");
        }
    }

    private static RawJson checked(RawJson id) {
        if (!id.isString() && !id.isNumber()) {
            throw new InvalidMessageException("id must be a string or a number");
        }
        return id;
    }
}
