package org.mcpgateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.e2e.RunningGateway;
import org.mcpgateway.e2e.SignedInClient;

/** Some thousand requests with a good token at the address of a child and of a server inside the bridge. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class McpFuzzIT {

    private static final int REQUESTS = Integer.getInteger("fuzz.mcp.requests", 4_000);
    private static final int CONNECTIONS = 6;

    @ParameterizedTest
    @ValueSource(strings = {"everything", "fetchs"})
    void no_request_is_answered_wrongly_and_the_service_goes_on(String name) throws Exception {
        RunningGateway gateway = RunningGateway.shared();
        URI service = gateway.service(name).orElseThrow();
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        try (var client = SignedInClient.of(gateway.issuer(), service, "ada")) {
            List<String> sessions = sessions(client);
            var number = new AtomicInteger();
            var run = new FuzzRun(
                    gateway.issuer(),
                    McpActor.operations(),
                    new McpOracle(client.accessToken()),
                    Duration.ofSeconds(20));
            Instant begin = Instant.now();

            run.run(
                    seed,
                    REQUESTS,
                    CONNECTIONS,
                    () -> new McpActor(
                            service, client.accessToken(), sessions.get(number.getAndIncrement() % sessions.size())));

            System.out.println("fuzz.seed=" + seed + " " + name + ": " + REQUESTS + " requests in "
                    + Duration.between(begin, Instant.now()).toSeconds() + " s: " + run.answers());
            assertThat(run.findings()).as("fuzz.seed=" + seed).isEmpty();
            assertThat(client.delete(client.open())).as("the service goes on").isBetween(200, 204);
        }
    }

    private static List<String> sessions(SignedInClient client) throws Exception {
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sessions.add(client.open());
        }
        return sessions;
    }
}
