package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** What a server says about a call. */
sealed interface Event {

    /** The server said nothing for as long as was waited. */
    record Quiet() implements Event {}

    /** A notification for the client, as the client is to get it. */
    record Notified(JsonObject message) implements Event {}

    /** A request to the client, of a server that knows only {@code initialize}. */
    record Asked(ServerQuestion question) implements Event {}

    /** The server gave a question up. */
    record Withdrawn(JsonValue questionId) implements Event {}

    /** The response to the call. */
    record Answered(JsonObject response) implements Event {}

    /** The server is gone. */
    record Lost(String reason) implements Event {}
}
