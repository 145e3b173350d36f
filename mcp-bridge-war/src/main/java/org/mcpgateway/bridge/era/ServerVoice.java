package org.mcpgateway.bridge.era;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings what a server says of its own accord to the call that it belongs to. */
final class ServerVoice implements ServerConnection.Listener {

    private final RunningCalls calls;
    private volatile Consumer<JsonObject> answers = answer -> {};
    private volatile Consumer<JsonObject> changes = notification -> {};

    ServerVoice(RunningCalls calls) {
        this.calls = calls;
    }

    /** @param sink takes the responses to the server's requests */
    void answerTo(Consumer<JsonObject> sink) {
        answers = sink;
    }

    /** @param sink gets every changed list and changed resource */
    void publishTo(Consumer<JsonObject> sink) {
        changes = sink;
    }

    @Override
    public void requested(JsonObject request) {
        var question = new ServerQuestion(request);
        switch (question.method()) {
            case "ping" -> answers.accept(question.answeredWith(JsonValue.EMPTY_JSON_OBJECT));
            case "elicitation/create", "sampling/createMessage", "roots/list" ->
                calls.asking(question)
                        .ifPresentOrElse(
                                call -> call.offer(new Event.Asked(question)),
                                () -> answers.accept(question.refused("No client is there to answer")));
            default -> answers.accept(question.refused("Method not found"));
        }
    }

    @Override
    public void notified(JsonObject notification) {
        JsonObject params = Json.member(notification, "params");
        if (Json.member(params, "_meta").get(Revision.SUBSCRIPTION_ID) instanceof JsonNumber id) {
            changes.accept(notification); // meant for a subscriber, but news for whoever keeps what the server has said
            calls.byId(id.longValue())
                    .ifPresent(call -> call.offer(new Event.Notified(subscribed(notification, call))));
            return;
        }
        switch (Json.text(notification, "method").orElse("")) {
            case "notifications/progress" -> progressed(notification, params);
            case "notifications/message" -> deliver(calls.logging(notification), notification);
            case "notifications/cancelled" -> {
                JsonValue questionId = params.getOrDefault("requestId", JsonValue.NULL);
                calls.all().forEach(call -> call.offer(new Event.Withdrawn(questionId)));
            }
            case "notifications/tools/list_changed",
                    "notifications/prompts/list_changed",
                    "notifications/resources/list_changed",
                    "notifications/resources/updated" -> changes.accept(notification);
            // Removed from the stateless revision.
            case "notifications/elicitation/complete" -> {}
            default -> deliver(calls.only(), notification);
        }
    }

    private static JsonObject subscribed(JsonObject notification, Call call) {
        return Dialect.withMeta(
                notification, "params", Revision.SUBSCRIPTION_ID, call.request().id());
    }

    private void progressed(JsonObject notification, JsonObject params) {
        if (params.get("progressToken") instanceof JsonNumber id) {
            calls.byId(id.longValue())
                    .ifPresent(call -> call.request()
                            .progressToken()
                            .ifPresent(token -> call.offer(new Event.Notified(
                                    Json.with(notification, "params", Json.with(params, "progressToken", token))))));
        }
    }

    private static void deliver(Optional<Call> call, JsonObject notification) {
        call.ifPresent(found -> found.offer(new Event.Notified(notification)));
    }

    @Override
    public void lost(String reason) {
        calls.all().forEach(call -> call.offer(new Event.Lost(reason)));
    }
}
