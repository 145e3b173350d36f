package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is killed in mid-call, and what its client then sees; a gateway of its own, because some of it ends. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailuresIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RunningGateway gateway;

    @BeforeAll
    static void a_gateway_runs() throws Exception {
        Runtimes.python();
        gateway = started(RunningGateway.newState(), 0);
    }

    @AfterAll
    static void the_gateway_stops() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_child_that_is_killed_ends_its_calls_with_an_error_and_another_takes_its_place(Era era) throws Exception {
        try (var ada = signIn("ada")) {
            RawClient client = RawClient.connect(ada, service(), era);
            String pid = client.text("process", Map.of());
            RawCall call = client.call("\"in progress\"", "hold", "{}");
            assertThat(call.next().at("/params/progress").asInt()).isZero();

            assertThat(ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly())
                    .isTrue();

            JsonNode answer = call.answer().last();
            assertThat(answer.get("id").asText()).isEqualTo("in progress");
            assertThat(answer.at("/error/code").asInt()).isEqualTo(-32603);
            if (era == Era.INITIALIZE) {
                assertThat(client.call("1", "process", "{}").answer().status()).isEqualTo(404);
            }
            RawClient again = RawClient.connect(ada, service(), era);
            assertThat(again.text("process", Map.of())).matches("[0-9]+").isNotEqualTo(pid);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_outlives_a_redis_that_is_killed(Era era) throws Exception {
        try (var ada = signIn("ada")) {
            RawClient client = RawClient.connect(ada, service(), era);
            RawCall call = client.call("1", "hold", "{\"text\":\"held\"}");
            call.next();
            ProcessHandle redis = redis();

            assertThat(redis.destroyForcibly()).isTrue();

            await().atMost(PATIENCE).until(() -> !redis().equals(redis));
            await().atMost(PATIENCE)
                    .until(() -> client.call("2", "echo", "{\"text\":\"back\"}")
                                    .answer()
                                    .status()
                            == 200);
            assertThat(client.text("release", Map.of("steps", 3))).isEqualTo("released");
            assertThat(call.answer().text()).isEqualTo("held");
            assertThat(call.answer().progress()).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void while_Redis_is_silent_open_streams_go_on_and_new_requests_are_told_to_come_back(Era era) throws Exception {
        try (var ada = signIn("ada")) {
            RawClient client = RawClient.connect(ada, service(), era);
            RawCall call = client.call("1", "tick", "{}");
            call.next();
            long redis = redis().pid();

            signal("STOP", redis);
            try {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(refusal(client)).isEqualTo("503, come back"));
                int sofar = call.sofar().size();
                await().atMost(PATIENCE).until(() -> call.sofar().size() > sofar);
            } finally {
                signal("CONT", redis);
            }

            await().atMost(PATIENCE)
                    .until(() -> client.call("2", "echo", "{\"text\":\"back\"}").status() == 200);
            assertThat(client.text("release", Map.of("steps", 0))).isEqualTo("released");
            int steps = Integer.parseInt(call.answer().text());
            assertThat(call.answer().progress())
                    .isEqualTo(IntStream.rangeClosed(2, steps).boxed().toList());
        }
    }

    private static String refusal(RawClient client) {
        RawCall refused = client.call("3", "echo", "{\"text\":\"now?\"}");
        return refused.status() + (refused.header("Retry-After").isPresent() ? ", come back" : "");
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void a_bridge_that_is_killed_loses_its_sessions_and_nothing_else() throws Exception {
        try (var ada = signIn("ada")) {
            RawClient before = RawClient.connect(ada, service(), Era.INITIALIZE);
            RawCall call = before.call("1", "hold", "{}");
            call.next();
            long child = Long.parseLong(before.text("process", Map.of()));

            assertThat(server().destroyForcibly()).isTrue();

            assertThat(call.ended().orTimeout(60, TimeUnit.SECONDS)).failsWithin(PATIENCE);
            assertThat(gateway.process().waitFor()).isEqualTo(7);
            await().atMost(PATIENCE)
                    .until(() -> ProcessHandle.of(child)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
            gateway = started(gateway.state(), gateway.issuer().getPort());
            await().atMost(PATIENCE)
                    .until(() -> before.call("1", "process", "{}").status() == 404);
            assertThat(RawClient.connect(ada, service(), Era.INITIALIZE).text("echo", Map.of("text", "anew")))
                    .isEqualTo("anew");
            assertThat(RawClient.connect(ada, service(), Era.STATELESS).text("echo", Map.of("text", "as before")))
                    .isEqualTo("as before");
        }
    }

    private static RunningGateway started(Path state, int port) throws IOException {
        return RunningGateway.startOn(
                state,
                "--port",
                Integer.toString(port),
                "--services",
                "stress",
                "--catalogue",
                TestCatalogue.written().toString());
    }

    private static SignedInClient signIn(String person) throws Exception {
        return SignedInClient.of(gateway.issuer(), service(), person);
    }

    private static URI service() {
        return gateway.service("stress").orElseThrow();
    }

    private static ProcessHandle redis() {
        return descendant("redis-server");
    }

    private static ProcessHandle server() {
        return descendant("PayaraMicroImpl");
    }

    private static ProcessHandle descendant(String command) {
        return await().atMost(PATIENCE)
                .until(
                        () -> gateway.process()
                                .descendants()
                                .filter(process ->
                                        process.info().commandLine().orElse("").contains(command))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
