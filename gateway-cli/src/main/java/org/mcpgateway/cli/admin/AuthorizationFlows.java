package org.mcpgateway.cli.admin;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** How the authorizations of each client went, told by the events of the audit trail. */
final class AuthorizationFlows {

    private final Map<String, ClientFlow> flows = new LinkedHashMap<>();

    /** @param events the earliest first */
    AuthorizationFlows(List<JsonObject> events) {
        events.forEach(event -> flows.computeIfAbsent(event.getString("client_id", ""), ClientFlow::new)
                .take(event));
    }

    /**
     * One object for each client that authorizations were asked for, and one without an identifier for what failed
     * before a client was known.
     *
     * @param now what has not gone on for a while has ended there
     */
    List<JsonObject> summaries(Instant now) {
        return flows.values().stream()
                .filter(ClientFlow::isTold)
                .map(flow -> flow.summary(now.minus(Duration.ofMinutes(1))))
                .toList();
    }

    /** The numbers of all clients, as a sentence. */
    String sentence() {
        return "%d authorizations asked for, %d codes sent back, %d of them redeemed; %d refusals"
                .formatted(sum(Step.REQUESTED), sum(Step.CODE_ISSUED), sum(Step.REDEEMED), sum(ClientFlow::refusals));
    }

    private int sum(Step step) {
        return sum(flow -> flow.count(step));
    }

    private int sum(ToIntFunction<ClientFlow> number) {
        return flows.values().stream().mapToInt(number).sum();
    }

    /** How far an authorization came, in this order. */
    enum Step {
        REGISTERED("registered", "the client did not ask for an authorization"),
        REQUESTED("requested", "nobody decided on the consent page, or the sign-in was not finished"),
        SIGNED_IN("signed in", "no code was sent back"),
        CONSENTED("consented", "no code was sent back"),
        CODE_ISSUED("code issued", "the client never redeemed the code"),
        REDEEMED("redeemed", "");

        private final String word;
        private final String otherwise;

        Step(String word, String otherwise) {
            this.word = word;
            this.otherwise = otherwise;
        }

        /** As operators read it. */
        String word() {
            return word;
        }

        /** What it means that nothing came after it. */
        String otherwise() {
            return otherwise;
        }
    }
}
