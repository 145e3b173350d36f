package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A client that refreshes an expired token once for each of its parallel requests keeps its sign-in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefreshRaceIT {

    private static final Map<String, String> SHORT_LIVED_TOKENS =
            Map.of("JAVA_TOOL_OPTIONS", "-DACCESS_TOKEN_LIFETIME=3");

    @Test
    void five_parallel_requests_after_the_token_has_expired_are_all_answered() throws Exception {
        RealClient client = RealClient.node("refresh-race.mjs");
        List<JsonNode> rounds = new ArrayList<>();
        try (RunningGateway gateway = RunningGateway.startWith(
                        SHORT_LIVED_TOKENS, RunningGateway.newState(), "--services", "everything");
                var person = new Person("ada")) {
            String service = gateway.service("everything").orElseThrow().toString();

            client.run(List.of(service, "echo", "{\"message\": \"still here\"}", "2"), said -> {
                if (said.startsWith("AUTHORIZE ")) {
                    person.take(URI.create(said.substring("AUTHORIZE ".length())));
                } else if (said.startsWith("ROUND ")) {
                    rounds.add(new ObjectMapper().readTree(said.substring("ROUND ".length())));
                }
            });
        }

        assertThat(rounds).hasSize(2).allSatisfy(round -> {
            assertThat(round.get("refreshed").asBoolean()).isTrue();
            assertThat(round.get("outcomes"))
                    .hasSize(5)
                    .allSatisfy(text -> assertThat(text.asText()).isEqualTo("Echo: still here"));
        });
    }
}
