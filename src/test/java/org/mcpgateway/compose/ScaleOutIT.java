package org.mcpgateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.BridgeServer;
import org.mcpgateway.auth.support.Crowd;
import org.mcpgateway.e2e.SignedInClient;

/** What clients see of two authorization servers and two bridges: one gateway, and one still when a replica dies. */
@Tag("compose")
@TestMethodOrder(OrderAnnotation.class) // the last two of them each kill a replica
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScaleOutIT {

    private static final int CLIENTS = 6;
    private static final int CALLS = 20;
    private static final int RELOADS = 3;
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration LONGER_THAN_A_CHECK = Duration.ofSeconds(5);
    private static final Duration A_MOMENT = Duration.ofMillis(25);

    private static Replicated gateway;
    private static final List<Connected> CONNECTED = new ArrayList<>();

    @TempDir
    private Path folder;

    /** Something that happens under load. */
    private interface Event {
        void happen() throws Exception;
    }

    /** A client with a token and a session of its own. */
    private record Connected(SignedInClient client, String session) {

        static Connected open() throws Exception {
            SignedInClient client = SignedInClient.of(gateway.issuer(), gateway.service(), "octocat");
            return new Connected(client, client.open());
        }

        HttpResponse<String> say(String text) throws IOException, InterruptedException {
            return client.callTool(session, "say", "{\"text\":\"" + text + "\"}");
        }

        String child() {
            try {
                return client.callTool(session, "pid", "{}").body();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeAll
    static void all_are_connected() throws Exception {
        gateway = new Replicated();
        for (int i = 0; i < CLIENTS; i++) {
            Connected connected = Connected.open();
            connected.say("hello"); // an odd number of requests each: bridges get them in turns, and so sessions too
            CONNECTED.add(connected);
        }
    }

    @AfterAll
    static void all_are_stopped() {
        CONNECTED.forEach(connected -> connected.client().close());
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    @Order(1)
    void each_session_has_one_child_wherever_its_calls_arrive() {
        List<String> children = new ArrayList<>();
        for (Connected connected : CONNECTED) {
            List<String> answers = Crowd.of(CALLS, connected::child);

            assertThat(answers).containsOnly(answers.getFirst());
            children.add(answers.getFirst());
        }

        assertThat(children).doesNotHaveDuplicates();
        assertThat(gateway.bridges())
                .allSatisfy(bridge -> assertThat(bridge.children()).isNotEmpty());
    }

    @Test
    @Order(1)
    void a_stream_that_was_cut_off_goes_on_at_whichever_replica_is_asked() throws Exception {
        Connected connected = CONNECTED.getFirst();
        Path gate = folder.resolve("gate");
        String last = cutAfterThree(connected, gate);
        Files.createFile(gate);

        for (int i = 0; i < gateway.bridges().size() * 2; i++) {
            try (Stream<String> rest = connected.client().resume(connected.session(), last)) {
                assertThat(rest.filter(line -> line.startsWith("data: {")).map(ScaleOutIT::progress))
                        .containsExactly("4", "5", "6", "answer");
            }
        }
    }

    @Test
    @Order(1)
    void a_token_given_back_opens_nothing_a_second_later() throws Exception {
        Connected connected = Connected.open();
        assertThat(Crowd.of(CALLS, () -> connected.say("good").statusCode())).containsOnly(200);

        assertThat(connected.client().revoke()).isEqualTo(200);

        await().atMost(A_SECOND)
                .pollInterval(A_MOMENT)
                .until(() -> connected.say("gone").statusCode() == 401);
        assertThat(Crowd.of(CALLS, () -> connected.say("gone").statusCode())).containsOnly(401);
    }

    @Test
    @Order(1)
    void a_limit_of_an_address_is_one_for_all_replicas() throws Exception {
        int few = 3; // that come back while it asks
        List<Integer> statuses = new ArrayList<>();
        try (HttpClient somebody = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.9"))
                .build()) {
            for (int i = 0; i < Replicated.REGISTRATIONS * 2; i++) {
                statuses.add(register(somebody));
            }
        }

        assertThat(statuses).containsOnly(201, 429);
        assertThat(statuses.stream().filter(status -> status == 201).count())
                .isBetween((long) Replicated.REGISTRATIONS, (long) Replicated.REGISTRATIONS + few);
    }

    @Test
    @Order(1)
    void routes_that_are_loaded_anew_refuse_nobody() throws Exception {
        List<Integer> statuses = whileAllCall(() -> {
            for (int i = 0; i < RELOADS; i++) {
                gateway.addRoute("/loaded-" + i);
            }
        });

        assertThat(statuses).isNotEmpty().containsOnly(200);
    }

    /**
     * Only what was on its way to it, which for each client is one call: the connection was taken, so it is not sent
     * again.
     */
    @Test
    @Order(2)
    void nothing_is_refused_but_what_an_authorization_server_took_before_it_died() throws Exception {
        AuthServer dying = gateway.auths().getFirst();
        List<Integer> statuses = whileAllCall(() -> {
            dying.kill();
            await().during(LONGER_THAN_A_CHECK).atMost(Deployment.PATIENCE).until(ScaleOutIT::allAreAnswered);
        });

        assertThat(statuses).contains(200).doesNotContain(401, 403, 404);
        assertThat(statuses.stream().filter(status -> status != 200)).hasSizeLessThanOrEqualTo(CLIENTS);
        try (SignedInClient another = SignedInClient.of(gateway.issuer(), gateway.service(), "octocat")) {
            assertThat(another.open()).isNotEmpty();
        }
    }

    @Test
    @Order(3)
    void sessions_of_a_bridge_that_died_are_told_so_and_all_others_go_on() throws Exception {
        BridgeServer dying = gateway.bridges().getFirst();
        int lost = dying.children().size();
        dying.kill();

        List<Integer> afterwards = new ArrayList<>();
        for (Connected connected : CONNECTED) {
            await().atMost(Deployment.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> List.of(200, 404).contains(connected.say("on").statusCode()));
            afterwards.add(connected.say("on").statusCode());
        }

        assertThat(lost).isPositive();
        assertThat(afterwards).contains(200, 404);
        for (Connected connected : CONNECTED) {
            assertThat(connected.client().open()).isNotEmpty();
        }
    }

    private static String cutAfterThree(Connected connected, Path gate) throws Exception {
        try (Stream<String> lines =
                connected.client().stream(connected.session(), "count", "{\"until\":\"" + gate + "\"}")) {
            String id = "";
            Iterator<String> each = lines.iterator();
            for (String line = each.next(); !line.contains("\"progress\":3"); line = each.next()) {
                id = line.startsWith("id: ") ? line.substring("id: ".length()) : id;
            }
            return id;
        }
    }

    private static String progress(String line) {
        return line.contains("\"progress\":") ? line.replaceAll(".*\"progress\":([0-9]+).*", "$1") : "answer";
    }

    private static int register(HttpClient somebody) throws IOException, InterruptedException {
        return somebody.send(
                        HttpRequest.newBuilder(gateway.issuer().resolve("/register"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"redirect_uris\": [\"http://127.0.0.1/callback\"]}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /**
     * What everybody is answered who calls, one call after the other with a moment in between, while something happens.
     */
    private static List<Integer> whileAllCall(Event event) throws Exception {
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var over = new AtomicBoolean();
        List<Future<?>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Connected connected : CONNECTED) {
                calls.add(threads.submit(() -> {
                    while (!over.get()) {
                        statuses.add(connected.say("on").statusCode());
                        LockSupport.parkNanos(A_MOMENT.toNanos() * CLIENTS);
                    }
                    return null;
                }));
            }
            try {
                event.happen();
            } finally {
                over.set(true);
            }
            for (Future<?> client : calls) {
                client.get();
            }
        }
        return List.copyOf(statuses);
    }

    private static boolean allAreAnswered() throws Exception {
        for (Connected connected : CONNECTED) {
            if (connected.say("on").statusCode() != 200) {
                return false;
            }
        }
        return true;
    }
}
