package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client's request as the server works on it. Filled by the thread that reads the server, emptied by the one that
 * serves the client; what lies between two rounds of questions belongs to neither and waits in the queue.
 */
final class Call {

    /** Beyond this, progress and log messages are dropped rather than kept for a client that does not read them. */
    private static final int MOST_NOTIFICATIONS = 4096;

    private final long id;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, ServerQuestion> questions = new LinkedHashMap<>();
    private volatile StatelessRequest request;
    private volatile boolean parked;
    private JsonObject refused = JsonValue.EMPTY_JSON_OBJECT;

    /** @param id the call's id, and its progress token, towards the server */
    Call(long id, StatelessRequest request) {
        this.id = id;
        this.request = request;
    }

    long id() {
        return id;
    }

    /** The client's request; after a round of questions, its latest repetition. */
    StatelessRequest request() {
        return request;
    }

    boolean isParked() {
        return parked;
    }

    void offer(Event event) {
        if (!(event instanceof Event.Notified) || events.size() < MOST_NOTIFICATIONS) {
            events.add(event);
        }
    }

    /** Returns {@link Event.Quiet} when nothing came in that time. */
    Event next(Duration longest) throws InterruptedException {
        Event event = events.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        return event == null ? new Event.Quiet() : event;
    }

    void park() {
        parked = true;
    }

    void resume(StatelessRequest repetition) {
        request = repetition;
        parked = false;
    }

    /** Returns the open questions by key, in the order they were asked. */
    Map<String, ServerQuestion> questions() {
        return questions;
    }

    void ask(ServerQuestion question) {
        questions.put(question.keyBesides(questions.keySet()), question);
    }

    void withdraw(JsonValue questionId) {
        questions.values().removeIf(question -> question.id().equals(questionId));
    }

    /** Remembers that the server was told it cannot have this of the client. */
    void refuse(JsonObject capabilities) {
        var all = Json.object();
        refused.forEach(all::add);
        capabilities.forEach(all::add);
        refused = all.build();
    }

    JsonObject refused() {
        return refused;
    }
}
