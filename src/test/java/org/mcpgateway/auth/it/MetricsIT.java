package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Who may read the metrics, and what they count. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetricsIT {

    private static final String METRICS = "/monitoring/metrics";

    private final TestClient client = AuthServer.shared().client();

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via", "X-Real-Ip"})
    void what_comes_through_a_proxy_is_told_that_there_is_nothing(String header) {
        Answer refused = client.get(METRICS, header, "127.0.0.1");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body()).doesNotContain("mcp_auth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "PROPFIND"})
    void nothing_but_reading_is_possible(String method) {
        Answer answer = client.send(method, METRICS, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void a_path_that_is_not_there_makes_no_series_of_its_own() {
        client.get("/made-up-by-a-client");

        assertThat(metrics()).contains("endpoint=\"other\",status=\"404\"").doesNotContain("made-up");
    }

    @Test
    void requests_and_events_are_counted() {
        double before = value("mcp_auth_requests_total{endpoint=\"verify\",status=\"401\"}");
        double refused = value("mcp_auth_events_total{event=\"client_refused\"}");

        client.get("/verify");
        client.json("/register", "{\"redirect_uris\":[\"javascript:alert(1)\"]}");

        assertThat(value("mcp_auth_requests_total{endpoint=\"verify\",status=\"401\"}"))
                .isGreaterThan(before);
        assertThat(value("mcp_auth_events_total{event=\"client_refused\"}")).isGreaterThan(refused);
        assertThat(value("mcp_auth_request_seconds_count{endpoint=\"verify\"}")).isPositive();
    }

    @Test
    void a_page_is_one_request() {
        double before = value("mcp_auth_request_seconds_count{endpoint=\"success\"}");

        assertThat(client.get("/success").status()).isEqualTo(200);

        assertThat(value("mcp_auth_request_seconds_count{endpoint=\"success\"}"))
                .isEqualTo(before + 1);
    }

    private double value(String series) {
        return Arrays.stream(metrics().split("\n"))
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private String metrics() {
        Answer answer = client.get(METRICS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        return answer.body();
    }
}
