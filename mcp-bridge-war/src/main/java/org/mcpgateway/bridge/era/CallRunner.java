package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Serves one HTTP request: brings what the server says to the client, until there is a response or the server asks the
 * client something (basic/patterns/mrtr). Then the response is the question, and the call waits for the repetition.
 */
final class CallRunner {

    private final EraSettings settings;
    private final SharedServer server;
    private final Call call;
    private final Reply reply;
    private final Set<String> spent = new HashSet<>();
    private long askingSince;

    CallRunner(EraSettings settings, SharedServer server, Call call, Reply reply) {
        this.settings = settings;
        this.server = server;
        this.call = call;
        this.reply = reply;
        this.askingSince = System.nanoTime();
    }

    /**
     * @return whether the call now waits for its client: its {@link Call#questions} are to be put to it
     * @throws IOException when the client is gone, which cancels the call
     */
    boolean run() throws IOException, InterruptedException {
        giveAnswers();
        while (true) {
            Optional<Duration> patience = patience();
            if (patience.isEmpty()) {
                return true;
            }
            switch (call.next(patience.get())) {
                case Event.Quiet quiet -> {
                    if (call.questions().isEmpty()) {
                        reply.keepAlive();
                    }
                }
                case Event.Notified(JsonObject message) -> reply.notification(message);
                case Event.Asked(ServerQuestion question) -> consider(question);
                case Event.Withdrawn(JsonValue questionId) -> call.withdraw(questionId);
                case Event.Answered(JsonObject response) -> {
                    conclude(response);
                    return false;
                }
                case Event.Lost(String reason) -> {
                    lose(reason);
                    return false;
                }
            }
        }
    }

    /** Returns how long to wait for the next word; empty when there are questions and nothing more to wait for. */
    private Optional<Duration> patience() {
        if (call.questions().isEmpty()) {
            return Optional.of(settings.heartbeat());
        }
        Duration left = settings.gather().minusNanos(System.nanoTime() - askingSince);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    private void consider(ServerQuestion question) {
        Optional<JsonObject> missing = question.missingFrom(call.request().clientCapabilities());
        if (missing.isPresent()) {
            // As a client of the older revision would answer. A server that can do without goes on.
            server.send(question.refused("The client does not support " + question.method()));
            call.refuse(missing.get());
            return;
        }
        if (call.questions().isEmpty()) {
            askingSince = System.nanoTime();
        }
        call.ask(question);
        giveAnswers();
    }

    /** Gives the server what the client sent along; each answer once, so that a server that asks again really asks. */
    private void giveAnswers() {
        JsonObject responses = call.request().inputResponses();
        Iterator<Map.Entry<String, ServerQuestion>> open =
                call.questions().entrySet().iterator();
        while (open.hasNext()) {
            var question = open.next();
            if (responses.get(question.getKey()) instanceof JsonObject answer && spent.add(question.getKey())) {
                server.send(question.getValue().answeredWith(answer));
                open.remove();
            }
        }
    }

    private void conclude(JsonObject response) throws IOException {
        if (failed(response) && !call.refused().isEmpty()) {
            reply.fail(StatelessException.missingCapabilities(call.refused()));
        } else {
            reply.finish(server.dialect().response(call.request(), response));
        }
    }

    private static boolean failed(JsonObject response) {
        return response.containsKey("error") || Json.member(response, "result").getBoolean("isError", false);
    }

    /** A stream of subscriptions ends as it should; whoever wants to go on listens anew. */
    private void lose(String reason) throws IOException {
        if (!call.request().method().equals("subscriptions/listen")) {
            reply.fail(StatelessException.serverLost(reason));
            return;
        }
        JsonValue id = call.request().id();
        reply.notification(Json.object()
                .add("jsonrpc", "2.0")
                .add("method", "notifications/cancelled")
                .add("params", Json.object().add("requestId", id).add("reason", reason))
                .build());
        reply.finish(Json.object()
                .add("jsonrpc", "2.0")
                .add(
                        "result",
                        Json.object()
                                .add("resultType", "complete")
                                .add("_meta", Json.object(Revision.SUBSCRIPTION_ID, id)))
                .build());
    }
}
