package org.mcpgateway.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientRecordTest {

    @ParameterizedTest
    @ValueSource(strings = {"authorization_code", "urn:ietf:params:oauth:grant-type:device_code", "refresh_token"})
    void one_that_is_kept_with_a_grant_that_gives_refresh_tokens_may_use_them(String grantType) {
        assertThat(client(grantType).mayUse("refresh_token")).isTrue();
    }

    @Test
    void it_may_use_no_other_grant_than_those_it_registered() {
        assertThat(client("authorization_code").mayUse("client_credentials")).isFalse();
        assertThat(client("client_credentials").mayUse("refresh_token")).isFalse();
        assertThat(client("refresh_token").mayUse("authorization_code")).isFalse();
    }

    private static ClientRecord client(String grantType) {
        return new ClientRecord(
                1,
                "client_1",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "An app",
                List.of(grantType),
                "",
                Map.of(),
                List.of(),
                true);
    }
}
