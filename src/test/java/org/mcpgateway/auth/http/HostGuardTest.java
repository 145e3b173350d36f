package org.mcpgateway.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.ResourceSettings;

/** Under which names operators are answered. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostGuardTest {

    private static final String INTERNAL = "auth.gateway.test:8443";

    @ParameterizedTest
    @CsvSource({
        "auth.gateway.test, , true",
        "time.gateway.test, , false",
        "auth.gateway.test, auth.gateway.test:8443, false",
        "auth.gateway.test:8443, auth.gateway.test:8443, true"
    })
    void administration_has_the_issuer_s_name_or_those_that_are_set_alone(
            String asked, String hosts, boolean administers) {
        assertThat(guard(hosts == null ? List.of() : List.of(hosts)).isForAdministration(asked))
                .isEqualTo(administers);
    }

    @ParameterizedTest
    @CsvSource({
        "/admin, true",
        "/admin/clients, true",
        "/admin/api/stats, true",
        "/administer, false",
        "/account, false",
        "/token, false"
    })
    void an_internal_name_leads_to_the_administration_and_nowhere_else(String path, boolean answered) {
        assertThat(guard(List.of(INTERNAL)).answersFor(path, INTERNAL)).isEqualTo(answered);
    }

    private static HostGuard guard(List<String> adminHosts) {
        return new HostGuard(
                new IssuerSettings(URI.create("https://auth.gateway.test")),
                new ResourceSettings(List.of("time"), List.of("https://{service}.gateway.test/mcp"), false),
                new AdminSettings(List.of(), List.of(), adminHosts));
    }
}
