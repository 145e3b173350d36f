package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One request is found under one id in what auth and the bridge log, each line of it JSON. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestIdIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OF_THE_CLIENT = "chosen-by-the-client";

    private final RunningGateway gateway = RunningGateway.shared();
    private final URI service = gateway.service("fetchs").orElseThrow();

    @Test
    void a_request_has_one_id_at_verify_and_at_the_bridge_and_the_client_does_not_choose_it() throws Exception {
        try (var client = SignedInClient.of(gateway.issuer(), service, "user" + UUID.randomUUID())) {
            HttpResponse<String> answer = post(client.accessToken());
            String id = answer.headers().firstValue("X-Request-Id").orElseThrow();

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(id).isNotEqualTo(OF_THE_CLIENT);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lines(id))
                            .anySatisfy(line -> assertAnswered(line, ".auth.", "/verify", 200))
                            .anySatisfy(line -> assertAnswered(line, ".bridge.", service.getPath(), 200)));
            assertThat(log()).doesNotContain(client.accessToken(), OF_THE_CLIENT);
        }
    }

    @Test
    void a_refusal_names_the_id_under_which_it_is_logged() throws Exception {
        HttpResponse<String> answer = post("no-token");
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();

        assertThat(answer.statusCode()).isEqualTo(401);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(lines(id)).anySatisfy(line -> assertAnswered(line, ".auth.", "/verify", 401)));
    }

    @Test
    void every_line_of_the_log_is_a_json_object() throws IOException {
        assertThat(log().lines().filter(line -> line.contains("org.mcpgateway.") || line.contains("\"audit\"")))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(parsed(line).get("time").asText()).endsWith("Z"));
    }

    private static void assertAnswered(JsonNode line, String layer, String path, int status) {
        assertThat(line.get("logger").asText()).contains(layer);
        assertThat(line.path("event").asText()).isEqualTo("answered");
        assertThat(line.path("path").asText()).isEqualTo(path);
        assertThat(line.path("status").asInt()).isEqualTo(status);
    }

    private HttpResponse<String> post(String token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(service)
                            .header("Authorization", "Bearer " + token)
                            .header("Accept", "application/json, text/event-stream")
                            .header("Content-Type", "application/json")
                            .header("X-Request-Id", OF_THE_CLIENT)
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": \
                                    "2025-11-25", "capabilities": {}, "clientInfo": {"name": "e2e", "version": "1"}}}\
                                    """))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private List<JsonNode> lines(String id) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String line : log().lines().filter(text -> text.contains(id)).toList()) {
            JsonNode json = parsed(line);
            if (json.path("request_id").asText().equals(id)) {
                found.add(json);
            }
        }
        return found;
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private String log() throws IOException {
        return Files.readString(gateway.state().resolve("logs/server.log"));
    }
}
