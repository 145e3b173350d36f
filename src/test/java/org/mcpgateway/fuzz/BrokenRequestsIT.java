package org.mcpgateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;

/** What no HTTP library would send, and the fuzzer found. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenRequestsIT {

    private final AuthServer server = AuthServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {"/token?grant_type=%2", "/revoke?token=%u0041", "/device?user_code=%", "/authorize?state=%zz"})
    void a_query_with_broken_percent_encoding_beside_a_form_is_refused(String path) throws Exception {
        var draft = new Draft();
        draft.method = "POST";
        draft.path = path;
        draft.header("Host", server.issuer().getAuthority());
        draft.header("Content-Type", "application/x-www-form-urlencoded");
        draft.form.add(new Draft.Field("token", "t"));

        try (var connection = new RawConnection(server.issuer(), Duration.ofSeconds(30))) {
            RawAnswer answer = connection.exchange(draft.bytes(), false);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(Json.tree(answer.text()).get("error").asText()).isEqualTo("invalid_request");
        }
    }
}
