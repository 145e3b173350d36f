package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;

/** A server that needs a secret of its user's: what the user fills in on the account page reaches that server alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UserSecretsIT {

    private RunningGateway gateway;
    private String page;
    private final TestBrowser browser = new TestBrowser();
    private final String user = "user" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void a_gateway_runs() {
        Runtimes.node();
        gateway = RunningGateway.shared();
        page = gateway.issuer().resolve("/account").toString();
    }

    @Test
    void without_it_the_user_is_told_where_to_fill_it_in_and_afterwards_the_server_has_it() throws Exception {
        try (var client = SignedInClient.of(gateway.issuer(), service("weather"), user)) {
            assertThat(client.initialize().body()).contains("your secret WEATHER_KEY", page);
            String secret = UUID.randomUUID().toString();

            signIn();
            send("act", "keep", "name", "WEATHER_KEY", "value", secret);

            assertThat(client.callTool(client.open(), "get-env", "{}").body()).contains(secret);
            try (var other = SignedInClient.of(gateway.issuer(), service("everything"), user)) {
                assertThat(other.callTool(other.open(), "get-env", "{}").body()).doesNotContain(secret);
            }
        }
    }

    private void signIn() {
        Answer asked = send("act", "sign-in");
        Answer form = browser.open(asked.header("Location"));
        Answer named =
                browser.submit(form, gateway.issuer().resolve("/local/sign-in").toString(), "username", user);
        assertThat(browser.open(named.header("Location")).status()).isEqualTo(303);
    }

    private Answer send(String... fields) {
        var hidden = TestBrowser.hiddenFields(browser.open(page).body());
        List<String> all =
                new ArrayList<>(List.of("token", hidden.get("token"), "shown", hidden.getOrDefault("shown", "")));
        all.addAll(Arrays.asList(fields));
        return browser.send(page, all.toArray(String[]::new));
    }

    private URI service(String name) {
        return gateway.service(name).orElseThrow();
    }
}
