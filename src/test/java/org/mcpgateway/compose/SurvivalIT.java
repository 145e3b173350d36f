package org.mcpgateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.e2e.SignedInClient;

/** Containers that end, asked or not: no registration and no token is lost. */
@Tag("compose")
@ExtendWith(StateOnFailure.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SurvivalIT {

    private static Deployment deployment;
    private static SignedInClient client;
    private static String registration;
    private static String registrationToken;

    @BeforeAll
    static void somebody_has_signed_in_and_a_client_has_registered() throws Exception {
        deployment = Deployment.shared();
        client = SignedInClient.of(Deployment.issuer(), Deployment.service("time"), "octocat");
        Answer registered = new TestClient(Deployment.issuer())
                .json(
                        "/register",
                        "{\"client_name\": \"Survivor\", \"redirect_uris\": [\"http://127.0.0.1/callback\"]}");
        registration = URI.create(registered.json().getString("registration_client_uri"))
                .getPath();
        registrationToken = registered.json().getString("registration_access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "auth", "traefik"})
    void a_killed_container_takes_nothing_with_it(String container) throws Exception {
        assertThat(deployment.docker("kill", Deployment.name(container)).exitCode())
                .isZero();
        assertThat(deployment.docker("start", Deployment.name(container)).exitCode())
                .isZero();

        deployment.awaitHealthy(container);
        awaitEverythingAsBefore();
    }

    @Test
    void killing_every_bridge_and_restarting_all_takes_nothing_with_it() throws Exception {
        for (String service : Deployment.SERVICES) {
            assertThat(deployment
                            .docker("kill", Deployment.name("mcp-" + service))
                            .exitCode())
                    .isZero();
        }
        assertThat(deployment.gateway(Map.of(), "restart").exitCode()).isZero();

        for (String container : List.of("redis", "auth", "traefik")) {
            deployment.awaitHealthy(container);
        }
        for (String service : Deployment.SERVICES) {
            deployment.awaitHealthy("mcp-" + service);
        }
        awaitEverythingAsBefore();
    }

    @Test
    void containers_end_within_ten_seconds_when_they_are_asked_to() throws Exception {
        for (String container : List.of("auth", "mcp-time")) {
            assertThat(deployment
                            .docker("stop", "--time", "10", Deployment.name(container))
                            .exitCode())
                    .isZero();
            String exit = deployment
                    .docker("inspect", "--format", "{{.State.ExitCode}}", Deployment.name(container))
                    .output()
                    .strip();
            assertThat(exit).as(container + " was not killed").isEqualTo("143");
            deployment.docker("start", Deployment.name(container));
            deployment.awaitHealthy(container);
        }
        awaitEverythingAsBefore();
    }

    @Test
    void a_service_that_is_away_is_503_and_not_404() throws Exception {
        deployment.docker("stop", Deployment.name("mcp-time"));

        await().atMost(Deployment.PATIENCE)
                .ignoreExceptions()
                .until(() -> client.callTool("none", "anything", "{}").statusCode() == 503);

        deployment.docker("start", Deployment.name("mcp-time"));
        deployment.awaitHealthy("mcp-time");
        awaitEverythingAsBefore();
    }

    private static void awaitEverythingAsBefore() {
        var auth = new TestClient(Deployment.issuer());
        await().alias("the registration is there")
                .atMost(Deployment.PATIENCE)
                .ignoreExceptions()
                .until(() -> auth.get(registration, "Authorization", "Bearer " + registrationToken)
                                .status()
                        == 200);
        await().alias("the token opens its service")
                .atMost(Deployment.PATIENCE)
                .ignoreExceptions()
                .until(() -> !client.open().isEmpty());
    }
}
