package org.mcpgateway.bridge.jsonrpc;

import org.jspecify.annotations.Nullable;

/** The members that say what a message is; found in one look, since a result may be long. */
record Envelope(
        @Nullable RawJson version,
        @Nullable RawJson id,
        @Nullable RawJson method,
        @Nullable RawJson params,
        @Nullable RawJson result,
        @Nullable RawJson error,
        boolean isAmbiguous) {

    static Envelope of(RawJson json) {
        RawJson.Found found = json.members("jsonrpc", "id", "method", "params", "result", "error");
        @Nullable RawJson[] values = found.values();
        return new Envelope(values[0], values[1], values[2], values[3], values[4], values[5], found.isAmbiguous());
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
        RawJson.Found inner = params.members("_meta");
        RawJson meta = inner.values()[0];
        if (meta != null && !meta.isObject()) {
            throw new InvalidMessageException("params._meta must be an object");
        }
        if (inner.isAmbiguous()) {
            throw ambiguous("_meta");
        }
    }

    /**
     * Some servers take names in any case, or the first of several that are equal, and would read another message than
     * the gateway.
     */
    void requireOneReading() {
        if (isAmbiguous) {
            throw ambiguous("JSON-RPC's");
        }
    }

    static InvalidMessageException ambiguous(String whose) {
        return new InvalidMessageException(
                "a member has a name that is " + whose + " but for its case, or that stands there twice");
    }
}
