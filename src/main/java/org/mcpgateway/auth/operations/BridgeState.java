package org.mcpgateway.auth.operations;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a bridge says of itself.
 *
 * @param address where it said so
 * @param id made at its start
 * @param sessions that live there
 * @param services that it has
 */
public record BridgeState(URI address, String id, List<Session> sessions, List<Service> services) {

    /**
     * A session.
     *
     * @param id the digest of the identifier that its client has
     * @param service of the catalogue
     * @param userId the subject of the user's tokens; empty where nobody signs in
     * @param username the user's name
     * @param clientId the OAuth client
     * @param transport as MCP names it
     * @param protocolVersion as negotiated; empty before that
     * @param openedAt when
     * @param idle how long nothing has happened
     * @param calls under way
     */
    public record Session(
            String id,
            String service,
            String userId,
            String username,
            String clientId,
            String transport,
            String protocolVersion,
            Instant openedAt,
            Duration idle,
            int calls) {}

    /**
     * A service.
     *
     * @param name in the catalogue
     * @param kind {@code stdio}, {@code http}, {@code in-process} or {@code group}
     * @param down why it does not start; empty when it does
     * @param children its processes
     */
    public record Service(String name, String kind, Optional<String> down, List<Child> children) {}

    /**
     * A process.
     *
     * @param pid its identifier where the bridge runs
     * @param userId whose it is
     * @param spare whether it waits to be used
     * @param age since its start
     */
    public record Child(long pid, String userId, boolean spare, Duration age) {}

    /** Reads it; empty when the answer is no bridge's. */
    static Optional<BridgeState> parse(URI address, JsonObject json) {
        try {
            return Optional.of(new BridgeState(
                    address,
                    json.getString("bridge"),
                    objects(json, "sessions", BridgeState::session),
                    objects(json, "services", BridgeState::service)));
        } catch (NullPointerException | ClassCastException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The same with what concerns one service alone. */
    BridgeState of(Predicate<String> service) {
        return new BridgeState(
                address,
                id,
                sessions.stream().filter(one -> service.test(one.service())).toList(),
                services.stream().filter(one -> service.test(one.name())).toList());
    }

    private static Session session(JsonObject json) {
        return new Session(
                json.getString("id"),
                json.getString("service"),
                json.getString("user_id"),
                json.getString("username"),
                json.getString("client_id"),
                json.getString("transport"),
                json.getString("protocol_version"),
                Instant.parse(json.getString("opened_at")),
                seconds(json, "idle_seconds"),
                json.getInt("calls"));
    }

    private static Service service(JsonObject json) {
        return new Service(
                json.getString("name"),
                json.getString("kind"),
                Optional.ofNullable(json.getString("down", null)),
                objects(json, "children", BridgeState::child));
    }

    private static Child child(JsonObject json) {
        return new Child(
                json.getJsonNumber("pid").longValueExact(),
                json.getString("user_id"),
                json.getBoolean("spare"),
                seconds(json, "age_seconds"));
    }

    private static Duration seconds(JsonObject json, String name) {
        return Duration.ofSeconds(json.getJsonNumber(name).longValueExact());
    }

    private static <T> List<T> objects(JsonObject json, String name, Function<JsonObject, T> reader) {
        return json.getJsonArray(name).stream()
                .map(JsonValue::asJsonObject)
                .map(reader)
                .toList();
    }
}
