package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;

/**
 * The answer to one request: one JSON body while nothing else was said before it, else an event stream. The status
 * stays open until then, because some errors of a server are errors of HTTP too (-32021 is 400).
 */
final class Reply {

    private final Exchange exchange;
    private final JsonValue requestId;
    private boolean streaming;

    Reply(Exchange exchange, JsonValue requestId) {
        this.exchange = exchange;
        this.requestId = requestId;
    }

    void notification(JsonObject message) throws IOException {
        stream();
        exchange.event(Json.bytes(message));
    }

    /** Finds out whether the client is still there: closing the stream is how it cancels. */
    void keepAlive() throws IOException {
        stream();
        exchange.comment();
    }

    /** @param response with the id of the server's side */
    void finish(JsonObject response) throws IOException {
        JsonObject answer = Json.with(response, "id", requestId);
        finish(StatelessException.statusOf(answer), answer);
    }

    void fail(StatelessException failure) throws IOException {
        finish(failure.status(), failure.response(requestId));
    }

    private void finish(int status, JsonObject answer) throws IOException {
        if (streaming) {
            exchange.event(Json.bytes(answer));
            exchange.end();
        } else {
            exchange.respond(status, Json.bytes(answer));
        }
    }

    private void stream() throws IOException {
        if (!streaming) {
            exchange.openStream();
            streaming = true;
        }
    }
}
