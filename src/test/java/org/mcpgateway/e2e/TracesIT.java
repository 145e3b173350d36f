package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One trace from what the client began to the MCP server, as a collector gets it, and nothing secret in it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TracesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BEGUN = "b7ad6b7169203331";

    private final RunningGateway gateway = RunningGateway.shared();
    private final OtlpReceiver collector = OtlpReceiver.shared();
    private final URI service = gateway.service("stress").orElseThrow();
    private final String traceId = UUID.randomUUID().toString().replace("-", "");
    private final String person = "user" + UUID.randomUUID();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void keep() {
        collector.keep(traceId);
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
    }

    @Test
    void a_tool_s_call_is_one_trace_from_verify_over_the_bridge_to_the_server() throws Exception {
        try (var client = SignedInClient.of(gateway.issuer(), service, person)) {
            String session = client.open();
            HttpResponse<String> answer = send(client.accessToken(), session, "tools/call", "{\"name\": \"told\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            ReceivedSpan verify = span("verify");
            ReceivedSpan bridge = span("tools/call told", ReceivedSpan.SERVER);
            ReceivedSpan call = span("tools/call told", ReceivedSpan.CLIENT);
            assertThat(verify.parent()).isEqualTo(BEGUN);
            assertThat(verify.kind()).isEqualTo(ReceivedSpan.SERVER);
            assertThat(verify.attributes())
                    .containsEntry("http.request.method", "POST")
                    .containsEntry("url.path", service.getPath())
                    .containsEntry("server.address", service.getHost())
                    .containsEntry("gateway.service", "stress")
                    .containsEntry("http.response.status_code", "200");
            assertThat(bridge.parent()).isEqualTo(BEGUN);
            assertThat(bridge.attributes())
                    .containsEntry("mcp.method.name", "tools/call")
                    .containsEntry("gen_ai.tool.name", "told")
                    .containsEntry("gateway.service", "stress")
                    .containsEntry("http.response.status_code", "200")
                    .doesNotContainKey("error.type");
            assertThat(call.parent()).isEqualTo(bridge.id());
            assertThat(answer.body()).contains("00-" + traceId + "-" + call.id() + "-01");
            assertThat(verify.service()).isNotEqualTo(bridge.service());
            assertThat(collector.spans(traceId))
                    .allSatisfy(span -> assertThat(span.wire()).doesNotContain(client.accessToken(), session, person));
        }
    }

    @Test
    void a_server_s_error_is_one_of_its_call() throws Exception {
        try (var client = SignedInClient.of(gateway.issuer(), service, person)) {
            send(client.accessToken(), client.open(), "x/unknown", "{}");

            assertThat(span("x/unknown", ReceivedSpan.CLIENT).attributes())
                    .containsEntry("rpc.response.status_code", "-32601")
                    .containsEntry("error.type", "-32601");
        }
    }

    @Test
    void a_refusal_says_why_and_does_not_show_the_token() throws Exception {
        String token = "not-a-token-" + UUID.randomUUID();

        assertThat(send(token, "none", "tools/list", "{}").statusCode()).isEqualTo(401);

        ReceivedSpan verify = span("verify");
        assertThat(verify.attributes())
                .containsEntry("http.response.status_code", "401")
                .containsEntry("gateway.refusal", "the access token is invalid or expired");
        assertThat(verify.wire()).doesNotContain(token);
    }

    @Test
    void what_a_query_says_stays_here() throws Exception {
        String code = UUID.randomUUID().toString();
        URI callback = gateway.issuer().resolve("/callback?state=" + code + "&code=" + code);

        http.send(
                HttpRequest.newBuilder(callback)
                        .header("traceparent", traceParent())
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        await().atMost(PATIENCE).until(() -> !collector.spans(traceId).isEmpty());
        assertThat(collector.spans(traceId))
                .allSatisfy(span -> assertThat(span.wire()).doesNotContain(code));
    }

    @Test
    void lines_of_the_log_name_the_trace_that_a_request_belongs_to() throws Exception {
        send("no-token", "none", "tools/list", "{}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Files.readAllLines(gateway.state().resolve("logs/server.log")))
                        .anySatisfy(line ->
                                assertThat(line).contains("\"path\":\"/verify\"", "\"trace_id\":\"" + traceId + "\"")));
    }

    private ReceivedSpan span(String name) {
        return span(name, ReceivedSpan.SERVER);
    }

    private ReceivedSpan span(String name, long kind) {
        return await().alias(name)
                .atMost(PATIENCE)
                .until(
                        () -> collector.spans(traceId).stream()
                                .filter(span -> span.name().equals(name) && span.kind() == kind)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private HttpResponse<String> send(String token, String session, String method, String params)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(service)
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json, text/event-stream")
                        .header("Content-Type", "application/json")
                        .header("Mcp-Session-Id", session)
                        .header("traceparent", traceParent())
                        .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \""
                                + method + "\", \"params\": " + params + "}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String traceParent() {
        return "00-" + traceId + "-" + BEGUN + "-01";
    }
}
