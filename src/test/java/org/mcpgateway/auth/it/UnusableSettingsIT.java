package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;

/** Keys and files that cannot be used are told when the server starts, not when somebody first needs them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnusableSettingsIT {

    @ParameterizedTest
    @ValueSource(strings = {"JWT_PRIVATE_KEY_B64", "IDENTITY_CA", "CLIENT_DOCUMENT_CA", "REDIS_CA"})
    void a_key_or_a_file_of_authorities_that_is_none_stops_the_deployment_by_its_name(String setting) {
        assertThat(AuthServer.logOfRefusal(Map.of(setting, "garbage"))).contains(setting + " must");
    }
}
