package org.mcpgateway.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the events of the audit trail say of clients' authorizations. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorizationFlowsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-25T08:00:00Z");
    private static final Instant LATER = BEGIN.plusSeconds(600);

    @Test
    void an_authorization_that_nobody_answers_stops_there_after_a_while_only() {
        var asked = new AuthorizationFlows(List.of(event("authorization_requested")));

        assertThat(asked.summaries(BEGIN.plusSeconds(20)))
                .singleElement()
                .satisfies(flow -> assertTold(flow, "requested", ""));
        assertThat(asked.summaries(LATER))
                .singleElement()
                .satisfies(flow -> assertTold(
                        flow, "requested", "nobody decided on the consent page, or the sign-in was not finished"));
    }

    @Test
    void a_code_that_is_never_redeemed_is_told_from_one_that_is() {
        var unredeemed = new AuthorizationFlows(List.of(
                event("authorization_requested"),
                event("code_issued", "grant_id", "g1", "user", "alice"),
                event("token_issued", "grant_id", "of-a-machine")));
        var redeemed = new AuthorizationFlows(List.of(
                event("authorization_requested"),
                event("code_issued", "grant_id", "g1", "user", "alice"),
                event("token_issued", "grant_id", "g1"),
                event("token_refreshed", "grant_id", "g1"),
                event("token_issued", "grant_id", "g1")));

        assertThat(unredeemed.summaries(LATER))
                .singleElement()
                .satisfies(flow -> assertTold(flow, "code issued", "the client never redeemed the code"));
        assertThat(redeemed.summaries(LATER)).singleElement().satisfies(flow -> {
            assertTold(flow, "redeemed", "");
            assertThat(flow.getInt("redeemed")).isEqualTo(1);
            assertThat(flow.getInt("refreshed")).isEqualTo(1);
            assertThat(flow.getJsonArray("users").getString(0)).isEqualTo("alice");
        });
        assertThat(redeemed.sentence())
                .isEqualTo("1 authorizations asked for, 1 codes sent back, 1 of them redeemed; 0 refusals");
    }

    @Test
    void a_refusal_is_the_reason_until_the_client_gets_further() {
        JsonObject refusal = event("token_refused", "reason", "the code is unknown or expired");

        assertThat(new AuthorizationFlows(List.of(event("code_issued", "grant_id", "g1"), refusal)).summaries(LATER))
                .singleElement()
                .satisfies(flow -> assertTold(flow, "code issued", "token_refused: the code is unknown or expired"));
        assertThat(new AuthorizationFlows(List.of(
                                refusal,
                                event("authorization_requested"),
                                event("code_issued", "grant_id", "g2"),
                                event("token_issued", "grant_id", "g2")))
                        .summaries(LATER))
                .singleElement()
                .satisfies(flow -> assertTold(flow, "redeemed", ""));
    }

    @Test
    void what_failed_before_a_client_was_known_is_a_line_of_its_own_and_registering_alone_is_none() {
        JsonObject lost = Json.createObjectBuilder()
                .add("time", BEGIN.toString())
                .add("event", "sign_in_refused")
                .add("reason", "not begun in this browser")
                .build();

        assertThat(new AuthorizationFlows(List.of(event("client_registered", "name", "Idle"), lost)).summaries(LATER))
                .singleElement()
                .satisfies(flow -> {
                    assertThat(flow.getString("client_id")).isEmpty();
                    assertTold(flow, "", "sign_in_refused: not begun in this browser");
                });
    }

    private static void assertTold(JsonObject flow, String reached, String because) {
        assertThat(flow.getString("reached")).isEqualTo(reached);
        assertThat(flow.getString("because")).isEqualTo(because);
    }

    private static JsonObject event(String kind, String... members) {
        JsonObjectBuilder event = Json.createObjectBuilder()
                .add("time", BEGIN.toString())
                .add("event", kind)
                .add("client_id", "client_1");
        for (int i = 0; i < members.length; i += 2) {
            event.add(members[i], members[i + 1]);
        }
        return event.build();
    }
}
