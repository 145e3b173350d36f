package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.FreePort;
import org.mcpgateway.auth.support.TestApp;

/**
 * The authorization server's part of the official conformance suite: no failure, no warning, nothing left out. The
 * suite does not authenticate a client where the metadata offers {@code none}, as ours does; so that it authenticates
 * at all, it is shown one method at a time.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorizationConformanceIT {

    private static NarrowedMetadata door;
    private static AuthServer server;
    private static RealClient suite;

    @BeforeAll
    static void a_server_runs_behind_a_door() throws Exception {
        suite = RealClient.conformanceSuite();
        door = new NarrowedMetadata();
        server = AuthServer.start(Map.of("GATEWAY_ISSUER", door.issuer().toString()));
        door.passTo(server.issuer());
    }

    @AfterAll
    static void both_stop() {
        if (server != null) {
            server.close();
        }
        if (door != null) {
            door.close();
        }
    }

    @Test
    void every_check_passes_for_a_public_client() throws Exception {
        AuthServer direct = AuthServer.shared();

        assertThat(checks(direct.issuer(), direct, TestApp.publicClient(direct)))
                .hasSize(3)
                .allMatch(check -> check.endsWith(" SUCCESS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_post", "client_secret_basic"})
    void every_check_passes_for_a_client_with_a_secret(String method) throws Exception {
        door.offer(method);

        assertThat(checks(door.issuer(), server, TestApp.withMethod(server, method)))
                .hasSize(3)
                .allMatch(check -> check.endsWith(" SUCCESS"));
    }

    /** What the suite found: each check and its outcome. */
    private static List<String> checks(URI issuer, AuthServer behind, TestApp app) throws Exception {
        Path results = Files.createTempDirectory(suite.folder(), "authorization");
        List<String> line = new ArrayList<>(List.of("authorization", "--url", issuer.toString()));
        line.addAll(List.of("--client-id", app.clientId(), "--resource", behind.resource("time")));
        line.addAll(List.of("-p", Integer.toString(FreePort.next()), "-o", results.toString()));
        if (!app.secret().isEmpty()) {
            line.addAll(List.of("--client-secret", app.secret()));
        }
        try (var person = new Person("alice")) {
            suite.run(line, said -> {
                if (said.startsWith(issuer + "/authorize?")) {
                    person.take(URI.create(said));
                }
            });
        }
        return outcomes(results);
    }

    private static List<String> outcomes(Path results) throws IOException {
        List<String> outcomes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(results)) {
            for (Path file :
                    files.filter(path -> path.endsWith("checks.json")).sorted().toList()) {
                for (JsonNode check : new ObjectMapper().readTree(file.toFile())) {
                    outcomes.add(
                            check.get("id").asText() + " " + check.get("status").asText());
                }
            }
        }
        return outcomes;
    }
}
