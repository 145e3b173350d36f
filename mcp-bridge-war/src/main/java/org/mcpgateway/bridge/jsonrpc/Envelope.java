package org.mcpgateway.bridge.jsonrpc;

import org.jspecify.annotations.Nullable;

/** The members that say what a message is; found in one look, since a result may be long. */
record Envelope(
        @Nullable RawJson version,
        @Nullable RawJson id,
        @Nullable RawJson method,
        @Nullable RawJson params,
        @Nullable RawJson result,
        @Nullable RawJson error) {

    static Envelope of(RawJson json) {
        @Nullable RawJson[] found = json.members("jsonrpc", "id", "method", "params", "result", "error");
        return new Envelope(found[0], found[1], found[2], found[3], found[4], found[5]);
    }

    boolean isVersion2() {
        return version != null && version.string().filter("2.0"::equals).isPresent();
    }

    /** Servers drop a request with other parameters without a word, and its caller would wait for ever. */
    void requireObjects() {
        if (params == null) {
            return;
        }
        if (!params.isObject()) {
            throw new InvalidMessageException("params must be an object");
        }
        if (params.member("_meta").filter(value -> !value.isObject()).isPresent()) {
            throw new InvalidMessageException("params._meta must be an object");
        }
    }
}
