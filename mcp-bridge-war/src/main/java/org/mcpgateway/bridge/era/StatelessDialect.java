package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * A server that speaks the stateless revision itself: everything is relayed, but for what names a message and for
 * errors that no client may be told.
 */
record StatelessDialect() implements Dialect {

    @Override
    public JsonObject params(StatelessRequest request, long callId) {
        return Dialect.withProgressToken(request, request.params(), callId);
    }

    @Override
    public JsonObject response(StatelessRequest request, JsonObject response) {
        if (!response.containsKey("result")) {
            return RetiredErrors.replaced(request, response);
        }
        return switch (request.method()) {
            // A version that the server knows and this gateway does not would be offered in vain.
            case "server/discover" ->
                Json.with(
                        response,
                        "result",
                        Json.with(
                                Json.member(response, "result"),
                                "supportedVersions",
                                Json.strings(List.of(Revision.STATELESS))));
            case "subscriptions/listen" -> Dialect.withMeta(response, "result", Revision.SUBSCRIPTION_ID, request.id());
            default -> response;
        };
    }
}
