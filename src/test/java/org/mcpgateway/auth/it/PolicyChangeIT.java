package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.OpenIdSimulator;
import org.mcpgateway.auth.support.ProviderSignIn;
import org.mcpgateway.auth.support.TestApp;

/** What becomes of tokens when an operator changes who is allowed and starts the server again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyChangeIT {

    @Test
    void a_change_of_the_lists_counts_at_once_for_tokens_that_live() {
        try (OpenIdSimulator corp = OpenIdSimulator.plain()) {
            Map<String, String> settings = new HashMap<>(corp.settings("corp"));
            settings.put("OIDC_PROVIDERS", "corp");
            settings.put("LOCAL_IDENTITY", "false");
            settings.put("ALLOWED_GROUPS", "staff,guests");
            try (AuthServer before = AuthServer.start(settings)) {
                ProviderSignIn stays = new ProviderSignIn(before);
                corp.signInAs(Map.of("sub", "1", "groups", List.of("staff", "engineers")));
                JsonObject ofStays = stays.tokens("corp");
                ProviderSignIn goes = new ProviderSignIn(before);
                corp.signInAs(Map.of("sub", "2", "groups", List.of("guests")));
                JsonObject ofGoes = goes.tokens("corp");
                assertThat(verdict(before, ofStays)).isEqualTo(200);
                assertThat(verdict(before, ofGoes)).isEqualTo(200);

                settings.put("ALLOWED_GROUPS", "engineers");
                try (AuthServer after = before.restart(settings)) {
                    assertThat(verdict(after, ofStays)).isEqualTo(200);
                    assertThat(stays.refresh(ofStays.getString("refresh_token")).status())
                            .isEqualTo(200);
                    assertThat(verdict(after, ofGoes)).isEqualTo(401);
                    assertThat(goes.refresh(ofGoes.getString("refresh_token")).error())
                            .isEqualTo("invalid_grant");
                }
            }
        }
    }

    private static int verdict(AuthServer server, JsonObject tokens) {
        return TestApp.verify(server, tokens.getString("access_token"), "time").status();
    }
}
