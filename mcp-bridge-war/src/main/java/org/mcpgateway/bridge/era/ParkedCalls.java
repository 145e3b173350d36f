package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The calls whose server waits for an answer of the client, from the question to the repetition of the request. */
final class ParkedCalls {

    /** @param until {@link System#nanoTime()} */
    private record Parked(SharedServer server, Call call, long until) {}

    /** A call taken out to go on. */
    record Resumed(SharedServer server, Call call) {}

    private final RequestStates states = new RequestStates();
    private final Map<String, Parked> byId = new ConcurrentHashMap<>();

    /** Returns the {@code requestState} that resumes the call, once. */
    String park(ServerKey key, SharedServer server, Call call, Duration longest) {
        String id = UUID.randomUUID().toString();
        call.park();
        byId.put(id, new Parked(server, call, System.nanoTime() + longest.toNanos()));
        return states.seal(id, context(key, call.request()));
    }

    /** @throws StatelessException -32602 when the state is forged, meant for another request, used or too old */
    Resumed resume(ServerKey key, StatelessRequest repetition, String state) throws StatelessException {
        var parked = states.open(state, context(key, repetition)).map(byId::remove);
        if (parked.isEmpty()) {
            throw StatelessException.invalidParams("Invalid or expired requestState");
        }
        Call call = parked.get().call();
        call.resume(repetition);
        return new Resumed(parked.get().server(), call);
    }

    /** Cancels the calls whose client did not come back. */
    void cancelExpired() {
        long now = System.nanoTime();
        byId.forEach((id, parked) -> {
            if (now - parked.until() >= 0 && byId.remove(id, parked)) {
                parked.server().cancel(parked.call(), "The client did not answer in time");
            }
        });
    }

    private static String context(ServerKey key, StatelessRequest request) {
        JsonObject context = Json.object()
                .add("service", key.service())
                .add("principal", key.principal())
                .add("request", request.digestInput())
                .build();
        return context.toString();
    }
}
