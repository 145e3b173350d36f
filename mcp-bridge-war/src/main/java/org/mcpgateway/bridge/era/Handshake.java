package org.mcpgateway.bridge.era;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * Finds out which revision a freshly started server speaks. It is asked {@code server/discover} once; whatever else it
 * does than to answer with the stateless revision (an error of any code, silence, its end) means it has to be
 * initialized (stdio, backward compatibility: a client must not depend on one error code).
 */
final class Handshake {

    private static final JsonObject CLIENT = Json.constant("""
            {"name": "mcp-oauth-gateway", "version": "1"}""");

    private Handshake() {}

    /**
     * Returns the server's dialect, or empty when it ended at the question: then it is to be started anew, and
     * initialized.
     */
    static Optional<Dialect> probe(ServerConnection connection, EraSettings settings) throws StatelessException {
        JsonObject envelope = Json.object()
                .add(Revision.PROTOCOL_VERSION, Revision.STATELESS)
                .add(Revision.CLIENT_INFO, CLIENT)
                .add(Revision.CLIENT_CAPABILITIES, JsonValue.EMPTY_JSON_OBJECT)
                .build();
        try {
            JsonObject response =
                    await(connection, "server/discover", Json.object("_meta", envelope), settings.probe());
            if (offersStateless(Json.member(response, "result"))) {
                return Optional.of(new StatelessDialect());
            }
        } catch (TimeoutException silent) {
            // A server that waits for initialize is not obliged to answer anything else.
        } catch (ServerLostException ended) {
            return Optional.empty();
        }
        return Optional.of(initialize(connection, settings));
    }

    private static boolean offersStateless(JsonObject result) {
        return result.get("supportedVersions") instanceof JsonArray versions
                && versions.contains(Json.string(Revision.STATELESS));
    }

    static Dialect initialize(ServerConnection connection, EraSettings settings) throws StatelessException {
        JsonObject params = Json.object()
                .add("protocolVersion", Revision.INITIALIZE)
                .add("capabilities", ClientCapabilities.ALL)
                .add("clientInfo", CLIENT)
                .build();
        try {
            JsonObject response = await(connection, "initialize", params, settings.start());
            if (!response.containsKey("result")) {
                throw StatelessException.serverLost("The server refused to be initialized");
            }
            connection.announce("notifications/initialized", JsonValue.EMPTY_JSON_OBJECT);
            // What a server asks as soon as it is initialized (for example its roots) belongs to no call: with the
            // pong,
            // that has been asked and refused.
            await(connection, "ping", JsonValue.EMPTY_JSON_OBJECT, settings.start());
            return new InitializeDialect(Json.member(response, "result"));
        } catch (TimeoutException silent) {
            throw StatelessException.serverLost("The server did not answer in time");
        } catch (ServerLostException ended) {
            throw StatelessException.serverLost("The server ended while it started");
        }
    }

    private static JsonObject await(ServerConnection connection, String method, JsonObject params, Duration longest)
            throws TimeoutException {
        try {
            return connection.request(method, params, longest).join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case TimeoutException timeout -> throw timeout;
                case ServerLostException lost -> throw lost;
                case null, default -> throw failed;
            }
        }
    }
}
