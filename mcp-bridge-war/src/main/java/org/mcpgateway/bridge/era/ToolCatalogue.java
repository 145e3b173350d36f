package org.mcpgateway.bridge.era;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the tools of a server want repeated in headers; asked of the server at the first call, and after each change.
 */
final class ToolCatalogue {

    private static final int MOST_PAGES = 100;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ServerConnection connection;
    private final AtomicReference<Optional<ParameterHeaders>> known = new AtomicReference<>(Optional.empty());

    ToolCatalogue(ServerConnection connection) {
        this.connection = connection;
    }

    void forget() {
        known.set(Optional.empty());
    }

    /** @param envelope the {@code _meta} of the request that made this necessary */
    ParameterHeaders headers(JsonObject envelope) {
        var before = known.get();
        if (before.isPresent()) {
            return before.get();
        }
        var read = ParameterHeaders.NONE.updated(tools(Json.without(envelope, "progressToken", Revision.LOG_LEVEL)));
        known.compareAndSet(before, Optional.of(read));
        return read;
    }

    private List<JsonObject> tools(JsonObject envelope) {
        var tools = new ArrayList<JsonObject>();
        JsonObject params = Json.object("_meta", envelope);
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonObject result = Json.member(list(params), "result");
            if (result.get("tools") instanceof JsonArray array) {
                array.getValuesAs(JsonObject.class).forEach(tools::add);
            }
            if (!(result.get("nextCursor") instanceof JsonString cursor)) {
                break;
            }
            params = Json.with(params, "cursor", cursor);
        }
        return tools;
    }

    /** A server that does not list its tools declares no headers; the call itself will show what is wrong with it. */
    private JsonObject list(JsonObject params) {
        try {
            return connection.request("tools/list", params, LONGEST).join();
        } catch (CompletionException unanswered) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
