package org.mcpgateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.RedisServer;

/**
 * A hundred thousand requests at every endpoint of the authorization server: the same ones each time, and others each
 * time. {@code -Dfuzz.seed=} repeats those of a report, {@code -Dfuzz.requests=} makes it more.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthFuzzIT {

    private static final int CONNECTIONS = 12;
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
    private static final List<String> METHODS = List.of("none", "client_secret_post", "client_secret_basic");

    /**
     * A page that always tells an error, and what this server has not: providers with an address of their own, and a
     * bridge's sessions and services.
     */
    private static final List<String> UNREACHABLE = List.of(
            "error",
            "callbackOfProvider",
            "adminEndSession",
            "adminRestartService",
            "endSession",
            "listServices",
            "listSessions",
            "restartService");

    private static final Set<String> EXPECTED = new TreeSet<>();
    private static final Set<String> SUCCEEDED = new TreeSet<>();

    /** Its own: ten thousands of registrations are left in it. */
    private static RedisServer redis;

    private static AuthServer server;

    @BeforeAll
    static void a_server_of_its_own_starts() {
        redis = RedisServer.start();
        // The JVM's last word: here it pays to compile well, unlike in the other tests.
        // Whoever the personas sign in as administers, so that they get through the operators' pages too.
        server = AuthServer.start(redis, Map.of("_JAVA_OPTIONS", "-XX:TieredStopAtLevel=4", "ADMIN_USERS", "alice"));
    }

    /** A fuzzer that never gets beyond the first check proves nothing. Some get through a few times in both runs. */
    @AfterAll
    static void every_operation_has_succeeded_and_it_stops() {
        server.close();
        redis.close();
        EXPECTED.removeAll(SUCCEEDED);
        EXPECTED.removeAll(UNREACHABLE);
        assertThat(EXPECTED).as("operations that never succeeded").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"the same, 20261125", "others,"})
    void no_request_is_answered_wrongly(String which, Long fixedSeed) throws Exception {
        long seed = Long.getLong("fuzz.seed", fixedSeed == null ? new Random().nextLong() : fixedSeed);
        List<Operation> operations =
                Grammar.of(server.client().get("/openapi.json").body());
        var run = new FuzzRun(
                server.issuer(), operations, new AuthOracle(server.issuer(), secrets()), Duration.ofSeconds(30));
        Instant begin = Instant.now();

        var clients = new AtomicInteger();
        run.run(
                seed,
                REQUESTS / 2,
                CONNECTIONS,
                () -> new Persona(server, METHODS.get(clients.getAndIncrement() % METHODS.size())));

        System.out.println("fuzz.seed=" + seed + ": " + REQUESTS / 2 + " requests in "
                + Duration.between(begin, Instant.now()).toSeconds() + " s: " + run.answers());
        assertThat(run.findings()).as(which + " requests, fuzz.seed=" + seed).isEmpty();
        assertThat(server.log()).as("the server's log").doesNotContain("event=unexpected");
        operations.forEach(operation -> EXPECTED.add(operation.id()));
        run.answers().keySet().stream()
                .filter(answer -> answer.matches("[^ ]+ (2..|303)"))
                .forEach(answer -> SUCCEEDED.add(answer.substring(0, answer.indexOf(' '))));
    }

    private static List<String> secrets() {
        return List.of(AuthServer.OPERATORS_SECRET, server.redis().url().toString());
    }
}
