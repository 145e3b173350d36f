package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.e2e.GatewayCommand.Outcome;

/** {@code gateway logs analyze} and {@code gateway test-data} against a live server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FlowsCommandIT {

    private static final int USAGE = 2;
    private static final int UNREACHABLE = 10;
    private static final int UNAUTHORIZED = 11;

    private final AuthServer server = AuthServer.shared();
    private final GatewayCommand gateway = GatewayCommand.administering(server);
    private final TestApp app = TestApp.publicClient(server);

    @Test
    void nobody_a_gateway_that_is_away_and_bad_arguments_are_told() {
        GatewayCommand nobody = GatewayCommand.signedOut(server);
        GatewayCommand away = gateway.with("GATEWAY_URL", "http://127.0.0.1:1");

        assertThat(nobody.run("test-data", "clean", "--yes").exit()).isEqualTo(UNAUTHORIZED);
        assertThat(away.run("logs", "analyze").exit()).isEqualTo(UNREACHABLE);
        assertThat(gateway.run("logs", "analyze", "--since", "yesterday").exit())
                .isEqualTo(USAGE);
        assertThat(gateway.run("test-data", "clean", "--yes", "--name", " ").exit())
                .isEqualTo(USAGE);
    }

    @Test
    void an_authorization_is_followed_to_where_it_ends() {
        String username = "user-" + UUID.randomUUID();
        var person = new Person(server, username);
        String verifier = TestApp.verifier();
        String code = app.code(person, verifier);
        assertThat(app.redeem(code, TestApp.verifier()).status()).isEqualTo(400);

        Outcome stopped = analyzed("code_verifier does not match", "--stopped");
        assertThat(stopped.out())
                .containsPattern(app.clientId() + " +Test [-0-9a-f]+ +" + username
                        + " +1 +1 +1 +1 +0 +0 +1 +code issued +token_refused: code_verifier does not match");
        assertThat(stopped.err()).contains("1 authorizations asked for, 1 codes sent back, 0 of them redeemed");

        app.tokens(person);
        assertThat(analyzed("\"redeemed\":1", "--output", "json").out())
                .contains("\"requested\":2", "\"codes\":2", "\"reached\":\"redeemed\"", "\"because\":\"\"");
    }

    @Test
    void what_tests_registered_is_shown_and_ended_where_one_is_sure() {
        String name = app.registration().getString("client_name");

        assertThat(gateway.run("test-data", "show").out()).contains(app.clientId());
        assertThat(gateway.run("test-data", "show", "--name", "nobody's").out()).doesNotContain(app.clientId());
        assertThat(gateway.run("test-data", "show", "--redirect-uri", "https://nobody.example.com,http://127.0.0.1")
                        .out())
                .contains(app.clientId());
        Outcome tried = gateway.run("test-data", "clean", "--name", name.toUpperCase(Locale.ROOT));
        assertThat(tried.out()).contains(app.clientId());
        assertThat(tried.err()).contains("nothing was ended: --yes ends these 1");

        assertThat(gateway.run("test-data", "clean", "--yes", "--name", name).out())
                .isEqualTo("ended 1 clients\n");
        assertThat(gateway.run("test-data", "show", "--name", name).out()).doesNotContain(app.clientId());
    }

    /** What the verb says of this app once the trail has what it is waited for. */
    private Outcome analyzed(String awaited, String... options) {
        String[] line = new String[options.length + 4];
        System.arraycopy(new String[] {"logs", "analyze", "--client", app.clientId()}, 0, line, 0, 4);
        System.arraycopy(options, 0, line, 4, options.length);
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.run(line), outcome -> outcome.out().contains(awaited));
    }
}
