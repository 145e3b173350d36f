package org.mcpgateway.bridge.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.bridge.support.RawClient.call;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.RawClient;
import org.mcpgateway.bridge.support.SlowMessage;

/** Messages that come after the head of their request, or never: a server has 200 threads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LateBodyIT {

    private static final String REVISION = "2025-11-25";

    /** 64 KiB each of a longest message, 16 MiB, and 128 KiB. */
    private static final int ROOM_OF_ONE = 258;

    private static final int TOO_MANY = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static HttpServer verify;
    private static BridgeServer bridge;

    /** It asks about each request, and has it dispatched with the answer, before a body is thought of. */
    @BeforeAll
    static void a_bridge_that_asks_another_server_waits_three_seconds_for_a_message() throws IOException {
        verify = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        verify.createContext("/verify", exchange -> {
            exchange.getResponseHeaders().add("X-User-Id", "let in");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        verify.start();
        bridge = BridgeServer.start(Map.of(
                        "FORWARD_AUTH_URL",
                        "http://127.0.0.1:" + verify.getAddress().getPort() + "/verify",
                        "MCP_BODY_TIMEOUT",
                        "3",
                        "MCP_LEGACY_SSE",
                        "true",
                        "ACCESS_LOG",
                        "true"))
                .awaitReady();
    }

    @AfterAll
    static void both_stop() {
        bridge.close();
        verify.stop(0);
    }

    @Test
    void more_messages_than_there_are_threads_come_slowly_and_everybody_is_served() throws Exception {
        RawClient quick = new RawClient(Replicas.shared().one(), "quick");
        String quicks = quick.open(REVISION);
        String slows = new RawClient(Replicas.shared().one(), "slow").open(REVISION);
        List<SlowMessage> messages = new ArrayList<>();
        try {
            for (int i = 0; i < ROOM_OF_ONE + TOO_MANY; i++) {
                messages.add(SlowMessage.of(Replicas.shared().one(), "slow", slows));
            }

            await().atMost(PATIENCE).until(() -> answered(messages).count() == TOO_MANY);
            assertThat(answered(messages).map(SlowMessage::answer))
                    .allSatisfy(answer -> assertThat(answer)
                            .startsWith("HTTP/1.1 503 ")
                            .containsIgnoringCase("\r\nRetry-After: ")
                            .contains("come slowly"));
            assertThat(quick.post(quicks, call(1, "say", "\"text\":\"quick\"")).body())
                    .contains("quick");

            for (SlowMessage message :
                    messages.stream().filter(message -> !message.isAnswered()).toList()) {
                message.send(SlowMessage.CONTENT.substring(SlowMessage.HALF));
                assertThat(message.answer()).startsWith("HTTP/1.1 200 ").contains("slow");
            }
        } finally {
            close(messages);
        }
    }

    @Test
    void the_room_of_those_who_leave_before_the_end_is_free_again() throws Exception {
        BridgeServer patient = Replicas.shared().one();
        String session = new RawClient(patient, "leaving").open(REVISION);
        List<SlowMessage> leaving = new ArrayList<>();
        for (int i = 0; i <= ROOM_OF_ONE; i++) {
            leaving.add(SlowMessage.of(patient, "leaving", session));
        }
        await().atMost(PATIENCE).until(() -> answered(leaving).count() == 1);

        close(leaving);

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<SlowMessage> messages = new ArrayList<>();
            try {
                for (int i = 0; i <= ROOM_OF_ONE; i++) {
                    messages.add(SlowMessage.of(patient, "leaving", session));
                }
                await().atMost(PATIENCE)
                        .until(() -> answered(messages).findAny().isPresent());
                for (SlowMessage message : messages) {
                    message.send(SlowMessage.CONTENT.substring(SlowMessage.HALF));
                }
                assertThat(messages)
                        .filteredOn(message -> message.answer().startsWith("HTTP/1.1 200 "))
                        .hasSize(ROOM_OF_ONE);
            } finally {
                close(messages);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"jsonrpc\""})
    void who_falls_silent_is_told_so_in_time(String beginning) throws Exception {
        String session = new RawClient(bridge, "silent").open(REVISION);
        try (SlowMessage message = SlowMessage.of(bridge, "silent", session, "Content-Length: 100", beginning)) {
            assertThat(message.answer()).startsWith("HTTP/1.1 408 ").contains("in time");
        }
    }

    /** What follows a chunk until its line ends is no content, and does not end the waiting for some. */
    @Test
    void who_sends_what_is_no_content_is_told_so_in_time() throws Exception {
        String session = new RawClient(bridge, "trickling").open(REVISION);
        try (SlowMessage message =
                SlowMessage.of(bridge, "trickling", session, "Transfer-Encoding: chunked", "1\r\n{")) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
                message.send("x");
                return message.isAnswered();
            });

            assertThat(message.answer()).startsWith("HTTP/1.1 408 ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20_000, 300_000})
    void a_body_of_unknown_length_is_read_to_its_end(int length) throws Exception {
        String session = new RawClient(bridge, "chunked").open(REVISION);
        String message = call(1, "say", "\"text\":\"" + "x".repeat(length) + "\"");
        try (SlowMessage chunked = SlowMessage.of(bridge, "chunked", session, "Transfer-Encoding: chunked", "")) {
            for (String part :
                    List.of(message.substring(0, message.length() / 2), message.substring(message.length() / 2))) {
                chunked.send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
            }
            chunked.send("0\r\n\r\n");

            assertThat(chunked.answer()).startsWith("HTTP/1.1 200 ").contains("\"" + "x".repeat(length) + "\"");
        }
    }

    @Test
    void an_empty_body_of_unknown_length_is_no_message() throws Exception {
        String session = new RawClient(bridge, "empty").open(REVISION);
        try (SlowMessage empty = SlowMessage.of(bridge, "empty", session, "Transfer-Encoding: chunked", "0\r\n\r\n")) {
            assertThat(empty.answer()).startsWith("HTTP/1.1 400 ").contains("not JSON");
        }
    }

    @Test
    void a_body_of_unknown_length_that_is_too_long_is_refused() throws Exception {
        String session = new RawClient(bridge, "long").open(REVISION);
        try (SlowMessage chunked = SlowMessage.of(bridge, "long", session, "Transfer-Encoding: chunked", "")) {
            String mebibyte = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
            for (int i = 0; i < 16; i++) {
                chunked.send(mebibyte);
            }
            chunked.send("1\r\nx\r\n");

            assertThat(chunked.answer()).startsWith("HTTP/1.1 413 ").contains("too long");
        }
    }

    @Test
    void a_late_call_is_answered_by_a_stream_where_it_takes_a_while_and_has_one_line_in_the_access_log()
            throws Exception {
        String session = new RawClient(bridge, "late").open(REVISION);
        String count = call(8, "count", "\"until\":\"/\"");
        try (SlowMessage message =
                SlowMessage.of(bridge, "late", session, "Content-Length: " + count.length(), count.substring(0, 9))) {
            message.send(count.substring(9));

            assertThat(message.answer())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("text/event-stream")
                    .contains("\"progress\":1", "\"progress\":6", "counted");
            String id = message.answer().replaceFirst("(?s).*X-Request-Id: (\\S+).*", "$1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(bridge.log().lines())
                            .filteredOn(line -> line.contains("request=" + id))
                            .singleElement()
                            .asString()
                            .contains("event=answered", "status=200"));
        }
    }

    @Test
    void a_late_message_that_asks_for_another_protocol_is_answered_in_this_one() throws Exception {
        String session = new RawClient(bridge, "asking").open(REVISION);
        try (SlowMessage message = SlowMessage.of(
                bridge, "asking", session, "Upgrade: foo\r\nContent-Length: " + SlowMessage.CONTENT.length(), "")) {
            message.send(SlowMessage.CONTENT.substring(0, SlowMessage.HALF));
            message.send(SlowMessage.CONTENT.substring(SlowMessage.HALF));

            assertThat(message.answer()).startsWith("HTTP/1.1 200 ").contains("slow");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void what_follows_a_late_body_is_the_next_request(int beginning) throws Exception {
        List<String> headers =
                new ArrayList<>(SlowMessage.inSession("going on", new RawClient(bridge, "going on").open(REVISION)));
        headers.add("Content-Length: " + SlowMessage.CONTENT.length());
        String next = SlowMessage.head(bridge, "mcp", headers) + SlowMessage.CONTENT.replace("slow", "next");
        try (SlowMessage message =
                new SlowMessage(bridge, "mcp", headers, SlowMessage.CONTENT.substring(0, beginning))) {
            message.send(SlowMessage.CONTENT.substring(beginning) + next + next);

            assertThat(message.answer()).startsWith("HTTP/1.1 200 ").contains("slow");
            assertThat(message.readAnswer()).startsWith("HTTP/1.1 200 ").contains("next");
            assertThat(message.readAnswer()).startsWith("HTTP/1.1 200 ").contains("next");
        }
    }

    /** There a body is a frame after that of the head. */
    @Test
    void many_messages_at_the_same_time_on_one_connection_of_http_2_are_answered() {
        String session = new RawClient(bridge, "modern").open(REVISION);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(() -> client.sendAsync(
                            HttpRequest.newBuilder(URI.create(bridge.address() + "/" + BridgeServer.SERVICE + "/mcp"))
                                    .header("Accept", "application/json, text/event-stream")
                                    .header("Content-Type", "application/json")
                                    .header("X-User-Id", "modern")
                                    .header("Mcp-Session-Id", session)
                                    .POST(HttpRequest.BodyPublishers.ofString(SlowMessage.CONTENT))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .limit(64)
                    .toList();

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.get(30, SECONDS).statusCode()).isEqualTo(200);
                assertThat(answer.get().body()).contains("slow");
                assertThat(answer.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
            });
        }
    }

    @Test
    void nothing_but_its_address_is_read_of_a_message_without_a_session() throws Exception {
        try (SlowMessage form = new SlowMessage(
                bridge,
                "messages",
                List.of("Content-Type: application/x-www-form-urlencoded", "Content-Length: 12"),
                "sessionId=AB")) {
            assertThat(form.answer()).startsWith("HTTP/1.1 400 ").contains("sessionId is missing");
        }
    }

    private static Stream<SlowMessage> answered(List<SlowMessage> messages) {
        return messages.stream().filter(SlowMessage::isAnswered);
    }

    private static void close(List<SlowMessage> messages) throws IOException {
        for (SlowMessage message : messages) {
            message.close();
        }
    }
}
