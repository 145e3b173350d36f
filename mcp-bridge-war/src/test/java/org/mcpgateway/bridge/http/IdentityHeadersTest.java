package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.support.TestRequest;

/** Who is asking is what the authorization server said, never what the client said. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "x-user-id",
                "X_User_Id",
                "X-User_Name",
                "X-User-Email",
                "X-Client-Id",
                "X-Token-Scope",
                "X-Gateway-Identity",
                "x-gateway_identity",
                "X-Request-Id",
                "X_Request_Id",
            })
    void what_the_client_says_of_itself_is_dropped_in_every_spelling(String name) {
        var request = new IdentityHeaders(
                TestRequest.of("192.0.2.1", "POST", "/mcp", Map.of(name, "root", "Accept", "*/*")), Map.of());

        assertThat(request.getHeader(name)).isNull();
        assertThat(Collections.list(request.getHeaders(name))).isEmpty();
        assertThat(Collections.list(request.getHeaderNames())).containsExactly("Accept");
    }

    @Test
    void what_the_authorization_server_says_takes_its_place() {
        var request = new IdentityHeaders(
                TestRequest.of("192.0.2.1", "POST", "/mcp", Map.of("X-User-Id", "root", "X_User_Id", "root")),
                Map.of("x-user-id", "42"));

        assertThat(request.getHeader("X-User-Id")).isEqualTo("42");
        assertThat(Collections.list(request.getHeaders("X-User-Id"))).containsExactly("42");
        assertThat(Collections.list(request.getHeaderNames())).containsExactly("x-user-id");
    }
}
