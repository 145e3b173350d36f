package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mcpgateway.cli.admin.AuthorizationFlows.Step;

/** What the audit trail says of one client's authorizations, event by event. */
final class ClientFlow {

    private final String clientId;
    private final Map<Step, Integer> counts = new EnumMap<>(Step.class);
    private final Set<String> users = new TreeSet<>();
    private final Set<String> unredeemed = new HashSet<>();

    private String name = "";
    private Step reached = Step.REGISTERED;
    private Instant at = Instant.EPOCH;
    private String refusal = "";
    private int refusals;
    private int refreshed;

    /** @param clientId empty: what happened before a client was known */
    ClientFlow(String clientId) {
        this.clientId = clientId;
    }

    void take(JsonObject event) {
        switch (event.getString("event", "")) {
            case "client_registered" -> name = event.getString("name", "");
            case "authorization_requested" -> reach(Step.REQUESTED, event);
            case "signed_in" -> reach(Step.SIGNED_IN, event);
            case "consent_given" -> reach(Step.CONSENTED, event);
            case "code_issued" -> {
                unredeemed.add(event.getString("grant_id", ""));
                reach(Step.CODE_ISSUED, event);
            }
            case "token_issued" -> {
                if (unredeemed.remove(event.getString("grant_id", ""))) {
                    reach(Step.REDEEMED, event);
                }
            }
            case "token_refreshed" -> refreshed++;
            case "client_refused",
                    "authorization_refused",
                    "sign_in_refused",
                    "token_refused",
                    "device_denied",
                    "limit_exceeded" -> refuse(event.getString("reason", event.getString("limit", "")), event);
            case "consent_denied" -> refuse("the user refused", event);
            case "code_replayed" -> refuse("the code was used twice", event);
            case "refresh_token_reused" -> refuse("a used refresh token came again", event);
            default -> {} // what no authorization depends on
        }
    }

    /** Whether there is something to tell: registering alone, or a machine's token, is no authorization. */
    boolean isTold() {
        return count(Step.REQUESTED) + count(Step.CODE_ISSUED) + refusals > 0;
    }

    int count(Step step) {
        return counts.getOrDefault(step, 0);
    }

    int refusals() {
        return refusals;
    }

    /** @param patience what has come no further since then has ended */
    JsonObject summary(Instant patience) {
        JsonObjectBuilder summary = Json.createObjectBuilder()
                .add("client_id", clientId)
                .add("client_name", name)
                .add("users", Json.createArrayBuilder(users))
                .add("requested", count(Step.REQUESTED))
                .add("signed_in", count(Step.SIGNED_IN))
                .add("consented", count(Step.CONSENTED))
                .add("codes", count(Step.CODE_ISSUED))
                .add("redeemed", count(Step.REDEEMED))
                .add("refreshed", refreshed)
                .add("refused", refusals)
                .add("reached", clientId.isEmpty() ? "" : reached.word())
                .add("because", because(patience));
        return summary.build();
    }

    /** Why the last authorization came no further; empty where it came to its end, or may still go on. */
    private String because(Instant patience) {
        if (!refusal.isEmpty()) {
            return refusal;
        }
        return clientId.isEmpty() || at.isAfter(patience) ? "" : reached.otherwise();
    }

    private void reach(Step step, JsonObject event) {
        counts.merge(step, 1, Integer::sum);
        reached = step;
        refusal = "";
        at = Instant.parse(event.getString("time"));
        if (event.containsKey("user")) {
            users.add(event.getString("user"));
        }
    }

    private void refuse(String reason, JsonObject event) {
        refusals++;
        refusal = event.getString("event") + ": " + reason;
    }
}
