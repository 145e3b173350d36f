package org.mcpgateway.appserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.e2e.OtlpReceiver;
import org.mcpgateway.e2e.SignedInClient;

/** The WARs as they are, deployed on servers that somebody else runs, settings from the server's environment. */
@Tag("deployment")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplicationServersIT {

    @Nested
    class On_Payara_Server extends Deployed {
        @Override
        ApplicationServer server() throws Exception {
            return new PayaraServer();
        }
    }

    @Nested
    class On_WildFly extends Deployed {
        @Override
        ApplicationServer server() throws Exception {
            return new WildFly();
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Deployed {

        private ApplicationServer server;
        private TestClient client;

        abstract ApplicationServer server() throws Exception;

        @BeforeAll
        void both_wars_are_deployed() throws Exception {
            server = server();
            server.start();
            client = new TestClient(server.issuer());
            await().alias("both WARs to answer; see " + server.log())
                    .atMost(ApplicationServer.START_LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(() -> client.get("/jwks").status() == 200
                            && client.get("/services/fetchs/mcp").status() == 401);
        }

        @AfterAll
        void the_server_stops() throws Exception {
            server.stop();
        }

        @Test
        void an_error_of_the_token_endpoint_has_the_members_of_rfc_6749() {
            var refused = client.form("/token", "grant_type", "authorization_code");

            assertThat(refused.status()).isBetween(400, 401);
            assertThat(refused.json().getString("error")).isIn("invalid_request", "invalid_client");
            assertThat(refused.json().getString("error_description")).isNotEmpty();
        }

        @Test
        void a_registration_is_closed_to_everybody_without_its_token() {
            var refused = client.get("/register/somebody");

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json().getString("error_description")).isNotEmpty();
        }

        @Test
        void the_pages_are_those_of_the_gateway() {
            var home = client.get("/");

            assertThat(home.status()).isEqualTo(200);
            assertThat(home.body()).contains("/services/fetchs/mcp", "<main");
        }

        @Test
        void what_is_not_there_is_told_in_the_form_of_an_oauth_error() {
            var missing = client.get("/nothing-here");

            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.json().getString("error_description")).isNotEmpty();
        }

        @Test
        void a_request_is_traced_where_the_server_can_and_answered_in_any_case() throws Exception {
            String traceId = UUID.randomUUID().toString().replace("-", "");
            OtlpReceiver collector = OtlpReceiver.shared();
            collector.keep(traceId);

            assertThat(statusInTrace(traceId)).isEqualTo(401);

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> server.traces()
                            ? collector.spans(traceId).stream()
                                    .anyMatch(span -> span.name().equals("verify"))
                            : Files.readString(server.log()).contains("event=tracing-unavailable"));
        }

        private int statusInTrace(String traceId) throws Exception {
            try (HttpClient http = HttpClient.newHttpClient()) {
                return http.send(
                                HttpRequest.newBuilder(server.service())
                                        .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            }
        }

        @Test
        void somebody_signs_in_and_calls_a_tool() throws Exception {
            try (var ada = SignedInClient.of(server.issuer(), server.service(), "ada")) {
                String session = ada.open();
                HttpResponse<String> answer = ada.callTool(session, "fetch", "{\"url\": \"" + server.issuer() + "/\"}");

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("/services/fetchs/mcp");
            }
        }
    }
}
