package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.support.TestConfig;
import org.mcpgateway.bridge.support.TestRequest;

/** Pages that make their own name lead here, and pages of other origins (MCP, basic/transports, Security). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestGuardTest {

    private final RequestGuard guard = new RequestGuard(TestConfig.of(
                    "MCP_ALLOWED_HOSTS",
                    "*.gateway.test,127.0.0.1,localhost",
                    "MCP_ALLOWED_ORIGINS",
                    "https://inspector.gateway.test")
            .guard());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "gateway.test.evil.example",
                "evilgateway.test",
                "127.0.0.1.evil.example",
                "localhost.evil.example:80",
                "",
            })
    void a_host_name_that_is_not_ours_is_foreign(String host) {
        assertThat(guard.isHostAllowed(TestRequest.of("127.0.0.1", "POST", "/mcp", Map.of("Host", host))))
                .isFalse();
    }

    @Test
    void a_request_without_a_host_is_foreign() {
        assertThat(guard.isHostAllowed(TestRequest.of("127.0.0.1", "POST", "/mcp", Map.of())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"time.gateway.test", "TIME.gateway.test:8443", "127.0.0.1:8080", "localhost"})
    void our_names_are_ours(String host) {
        assertThat(guard.isHostAllowed(TestRequest.of("127.0.0.1", "POST", "/mcp", Map.of("Host", host))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "https://inspector.gateway.test.evil.example",
                "http://inspector.gateway.test",
                "http://127.0.0.1:9999",
            })
    void a_page_of_another_origin_may_not_call(String origin) {
        assertThat(guard.isOriginAllowed(TestRequest.of(
                        "127.0.0.1", "POST", "/mcp", Map.of("Host", "127.0.0.1:8080", "Origin", origin))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://inspector.gateway.test", "http://127.0.0.1:8080"})
    void a_listed_page_and_one_of_our_own_may(String origin) {
        assertThat(guard.isOriginAllowed(TestRequest.of(
                        "127.0.0.1", "POST", "/mcp", Map.of("Host", "127.0.0.1:8080", "Origin", origin))))
                .isTrue();
    }
}
