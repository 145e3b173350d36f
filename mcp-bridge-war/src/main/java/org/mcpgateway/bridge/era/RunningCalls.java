package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The calls a server works on. On stdio a server does not say which call a question or a log message belongs to; it is
 * taken for the newest one that does not wait for its client.
 */
final class RunningCalls {

    private final Map<Long, Call> byId = new ConcurrentHashMap<>();

    void add(Call call) {
        byId.put(call.id(), call);
    }

    /** Returns whether it was still running. */
    boolean remove(Call call) {
        return byId.remove(call.id()) != null;
    }

    int count() {
        return byId.size();
    }

    Stream<Call> all() {
        return byId.values().stream();
    }

    Optional<Call> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the calls with that id of the client's: two clients may use the same. */
    List<Call> byRequestId(JsonValue requestId) {
        return all().filter(call -> call.request().id().equals(requestId)).toList();
    }

    /** A call whose client can answer goes before one whose client cannot. */
    Optional<Call> asking(ServerQuestion question) {
        return all().filter(call -> call.request().mayAskForInput())
                .max(Comparator.comparing((Call call) -> !call.isParked())
                        .thenComparing(
                                call -> question.missingFrom(call.request().clientCapabilities())
                                        .isEmpty())
                        .thenComparingLong(Call::id));
    }

    /** Returns the call that gets a log message, if it asked for any of that level. */
    Optional<Call> logging(JsonObject notification) {
        String level = Json.text(Json.member(notification, "params"), "level").orElse("");
        return newest().filter(call -> call.request()
                .logLevel()
                .filter(wanted -> LogLevel.reaches(level, wanted))
                .isPresent());
    }

    private Optional<Call> newest() {
        return all().filter(call -> !call.isParked() && !call.request().method().equals("subscriptions/listen"))
                .max(Comparator.comparingLong(Call::id));
    }

    /** Returns the only call there is: what cannot be told apart is not guessed. */
    Optional<Call> only() {
        return byId.size() == 1 ? newest() : Optional.empty();
    }
}
