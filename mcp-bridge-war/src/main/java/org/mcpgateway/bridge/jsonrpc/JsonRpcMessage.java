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
        Envelope envelope = Envelope.of(json);
        if (!envelope.isVersion2()) {
            throw new InvalidMessageException("the message must be an object with \"jsonrpc\":\"2.0\"");
        }
        RawJson id = envelope.id();
        RawJson method = envelope.method();
        if (method != null) {
            envelope.requireOneReading();
            envelope.requireObjects();
            String name = method.string().orElseThrow(() -> new InvalidMessageException("method must be a string"));
            return id == null ? new Notification(json, name) : new Request(json, checked(id), name);
        }
        if (id != null && (envelope.result() != null || envelope.error() != null)) {
            return new Response(json, id);
        }
        throw new InvalidMessageException("the message is neither a request nor a notification nor a response");
    }

    /**
     * Refuses what another reader of the same bytes may take for another message.
     *
     * @throws InvalidMessageException when a name that counts stands there twice, or in another case too
     */
    static void requireOneReading(RawJson json) {
        Envelope envelope = Envelope.of(json);
        envelope.requireOneReading();
        RawJson params = envelope.params();
        if (params != null && params.members("_meta").isAmbiguous()) {
            throw Envelope.ambiguous("_meta");
        }
    }

    private static RawJson checked(RawJson id) {
        if (!id.isString() && !id.isNumber()) {
            throw new InvalidMessageException("id must be a string or a number");
        }
        return id;
    }
}
