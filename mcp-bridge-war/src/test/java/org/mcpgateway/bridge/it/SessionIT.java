package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.bridge.support.RawClient.call;
import static org.mcpgateway.bridge.support.RawClient.initialize;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.Events;
import org.mcpgateway.bridge.support.RawClient;

/** Sessions of the initialize era, clause by clause (MCP 2025-11-25, basic/transports). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionIT {

    private static final String LATEST = "2025-11-25";

    private final String user = "ada " + UUID.randomUUID();
    private final RawClient ada = new RawClient(Replicas.shared().one(), user);

    @TempDir
    private Path folder;

    @Test
    void a_request_without_a_session_id_is_a_bad_request() {
        assertThat(ada.post("", call(1, "say", "")).status()).isEqualTo(400);
        assertThat(ada.get("").status()).isEqualTo(400);
        assertThat(ada.delete("").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"toString", "__proto__", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../etc/passwd", "a b", "%00"})
    void a_session_that_is_unknown_must_be_answered_404_on_every_verb(String id) {
        assertThat(ada.post(id, call(1, "say", "")).status()).isEqualTo(404);
        assertThat(ada.get(id).status()).isEqualTo(404);
        assertThat(ada.delete(id).status()).isEqualTo(404);
    }

    @Test
    void a_session_id_of_ten_kilobytes_or_of_other_letters_is_refused_and_the_bridge_lives() {
        assertThat(ada.post("x".repeat(10 * 1024), call(1, "say", "")).status()).isBetween(400, 499);
        assertThat(ada.post("séance-ünïcode", call(1, "say", "")).status()).isBetween(400, 404);

        assertThat(ada.post(ada.open(LATEST), call(1, "say", "\"text\":\"hi\"")).status())
                .isEqualTo(200);
    }

    /** Payara keeps the end of such a body back until its reader gives up after half a minute. */
    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, Content-Length: %d, 200 , hello",
        "HTTP/1.0, Content-Length: %d, 200 , hello",
        "HTTP/1.1, Transfer-Encoding: chunked, 400 , leave Upgrade out"
    })
    void a_message_that_asks_for_another_protocol_is_answered_at_once_in_this_one(
            String version, String length, String status, String said) throws IOException {
        URI address = Replicas.shared().one().address();
        String message = call(1, "say", "\"text\":\"hello\"");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /" + BridgeServer.SERVICE + "/mcp " + version + "\r\nHost: " + address.getAuthority()
                                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-User-Id: " + user
                                    + "\r\nMcp-Session-Id: "
                                    + ada.open(LATEST)
                                    + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
                                    + length.formatted(message.length()) + "\r\n\r\n" + message)
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .matches("(?s)HTTP/1\\.[01] " + status + ".*")
                    .contains(said);
        }
    }

    @Test
    void another_users_session_is_404_on_every_verb_and_goes_on() {
        String session = ada.open(LATEST);
        RawClient bob = new RawClient(Replicas.shared().one(), "bob");

        assertThat(bob.post(session, call(1, "say", "")).status()).isEqualTo(404);
        assertThat(bob.get(session).status()).isEqualTo(404);
        assertThat(bob.delete(session).status()).isEqualTo(404);

        assertThat(ada.post(session, call(1, "say", "\"text\":\"mine\"")).body())
                .contains("mine");
    }

    @Test
    void a_session_that_was_terminated_must_be_answered_404() {
        String session = ada.open(LATEST);

        assertThat(ada.delete(session).status()).isEqualTo(200);

        assertThat(ada.post(session, call(1, "say", "")).status()).isEqualTo(404);
        assertThat(ada.get(session).status()).isEqualTo(404);
        assertThat(ada.delete(session).status()).isEqualTo(404);
    }

    @Test
    void the_session_id_comes_with_the_answer_to_initialize_and_is_visible_ASCII() {
        RawClient.Answer answer = ada.post("", initialize(LATEST));

        assertThat(answer.session().orElseThrow()).matches("[\\x21-\\x7E]{32,}");
        assertThat(answer.body()).contains("\"id\":0", "\"protocolVersion\":\"" + LATEST + "\"");
    }

    @Test
    void a_protocol_version_that_is_not_supported_must_be_answered_400() {
        String session = ada.open(LATEST);
        Map<String, String> header = Map.of("MCP-Protocol-Version", "1999-01-01");

        assertThat(ada.post(session, call(1, "say", ""), header).status()).isEqualTo(400);
        assertThat(ada.post("", initialize(LATEST), header).status()).isEqualTo(400);
    }

    @Test
    void a_session_is_initialized_once() {
        assertThat(ada.post(ada.open(LATEST), initialize(LATEST)).status()).isEqualTo(400);
    }

    @Test
    void a_notification_that_is_accepted_must_be_answered_202_without_a_body() {
        RawClient.Answer answer =
                ada.post(ada.open(LATEST), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void what_the_server_says_alone_is_JSON() {
        RawClient.Answer answer = ada.post(ada.open(LATEST), call(7, "say", "\"text\":\"hi\""));

        assertThat(answer.type()).hasValue("application/json");
        assertThat(answer.body()).contains("\"id\":7", "hi");
    }

    @Test
    void what_the_server_says_in_several_messages_is_a_stream_in_order_that_ends_with_the_answer() throws IOException {
        String session = ada.open(LATEST);

        try (Events events = ada.stream(session, call(7, "count", "\"until\":\"/\""))) {
            assertThat(events.next().orElseThrow())
                    .satisfies(priming -> assertThat(priming.id()).isNotEmpty())
                    .satisfies(priming -> assertThat(priming.data()).isEmpty());
            assertThat(progress(events.rest())).containsExactly("1", "2", "3", "4", "5", "6", "answer 7");
        }
    }

    @Test
    void no_proxy_on_the_way_holds_a_stream_back_or_changes_it() throws IOException {
        String session = ada.open(LATEST);

        try (Events answer = ada.stream(session, call(7, "count", "\"until\":\"/\""));
                Events standing = ada.listen(session);
                Events resumed = ada.resume(session, answer.next().orElseThrow().id())) {
            assertThat(List.of(answer, standing, resumed)).allSatisfy(stream -> {
                assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
                assertThat(stream.header("Cache-Control")).isEqualTo("no-store, no-transform");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18"})
    void clients_that_would_choke_on_it_get_no_event_without_data(String version) throws IOException {
        try (Events events = ada.stream(ada.open(version), call(1, "count", "\"until\":\"/\""))) {
            assertThat(events.next().orElseThrow().data()).isNotEmpty();
        }
    }

    @Test
    void two_calls_in_flight_with_the_same_id_are_both_answered() {
        String session = ada.open(LATEST);
        Path gate = folder.resolve("gate");
        var first = ada.later(session, call(5, "hold", "\"until\":\"" + gate + "\""));
        var second = ada.later(session, call(5, "say", "\"text\":\"second\""));
        touch(gate);

        assertThat(first.join().body()).contains("\"id\":5", "held");
        assertThat(second.join().body()).contains("\"id\":5", "second");
    }

    @Test
    void a_connection_that_is_cut_is_no_cancellation_and_the_stream_goes_on_after_the_last_event() throws IOException {
        String session = ada.open(LATEST);
        Path gate = folder.resolve("gate");
        String last = cutAfterThree(ada, session, gate);
        touch(gate);

        try (Events events = ada.resume(session, last)) {
            assertThat(progress(events.rest())).containsExactly("4", "5", "6", "answer 7");
        }
        try (Events again = ada.resume(session, last)) {
            assertThat(progress(again.rest())).containsExactly("4", "5", "6", "answer 7");
        }
    }

    @Test
    void only_the_messages_of_that_stream_may_be_replayed() throws IOException {
        String session = ada.open(LATEST);
        Path gate = folder.resolve("gate");
        String last = cutAfterThree(ada, session, gate);
        touch(gate);
        try (Events other = ada.stream(session, call(8, "count", "\"until\":\"/\""))) {
            assertThat(progress(other.rest())).endsWith("answer 8");
        }

        try (Events events = ada.resume(session, last)) {
            assertThat(progress(events.rest())).containsExactly("4", "5", "6", "answer 7");
        }
    }

    @Test
    void an_event_id_that_names_no_stream_is_a_bad_request_and_not_the_end_of_the_session() {
        String session = ada.open(LATEST);

        assertThat(ada.get(session, "c999-1").status()).isEqualTo(400);
        assertThat(ada.get(session, "nonsense").status()).isEqualTo(400);
        assertThat(ada.post(session, call(1, "say", "\"text\":\"on\"")).body()).contains("on");
    }

    @Test
    void a_message_must_go_on_one_stream_only_and_waits_for_one() throws IOException {
        String session = ada.open(LATEST);
        assertThat(ada.post(session, call(1, "change", "")).status()).isEqualTo(200);

        try (Events first = ada.listen(session)) {
            Events.Event changed = first.nextMessage();
            assertThat(changed.data()).contains("list_changed");
            try (Events second = ada.listen(session)) {
                ada.post(session, call(2, "change", ""));
                assertThat(second.nextMessage().data()).contains("list_changed");
            }
        }
    }

    @Test
    void a_batch_of_2025_03_26_is_answered_by_a_batch() {
        RawClient.Answer answer = ada.post(
                ada.open("2025-03-26"),
                "[" + call(1, "say", "\"text\":\"one\"") + ","
                        + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"},"
                        + call(2, "say", "\"text\":\"two\"")
                        + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("[").endsWith("]").contains("\"id\":1", "one", "\"id\":2", "two");
    }

    @Test
    void a_batch_without_a_request_is_answered_202() {
        assertThat(ada.post(
                                ada.open("2025-03-26"),
                                "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}]")
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
    void the_body_must_be_a_single_message_in_every_other_revision(String version) {
        assertThat(ada.post(ada.open(version), "[" + call(1, "say", "\"text\":\"one\"") + "]")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_batch_must_not_open_a_session() {
        assertThat(ada.post("", "[" + initialize("2025-03-26") + "]").status()).isEqualTo(400);
        assertThat(ada.post(ada.open("2025-03-26"), "[" + initialize("2025-03-26") + "]")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void redis_holds_neither_the_id_of_a_session_nor_a_key_without_an_end() {
        String session = ada.open(LATEST);
        var redis = Replicas.shared().redis().client();

        List<String> keys = redis.getKeys().getKeysStream().toList();

        assertThat(keys).noneMatch(key -> key.contains(session));
        assertThat(keys).filteredOn(key -> key.startsWith("redis:session:")).isNotEmpty();
        assertThat(keys)
                .allSatisfy(key -> assertThat(redis.getBucket(key).remainTimeToLive())
                        .as(key)
                        .isNotEqualTo(-1));
    }

    /**
     * Reads three messages of a call that says three more when the file is there, and cuts; gives the last event id.
     */
    static String cutAfterThree(RawClient client, String session, Path gate) throws IOException {
        try (Events events = client.stream(session, call(7, "count", "\"until\":\"" + gate + "\""))) {
            events.nextMessage();
            events.nextMessage();
            Events.Event third = events.nextMessage();
            assertThat(third.data()).contains("\"progress\":3", "\"progressToken\":\"p7\"");
            return third.id();
        }
    }

    static List<String> progress(List<Events.Event> events) {
        return events.stream()
                .map(event -> event.data().contains("\"progress\":")
                        ? event.data().replaceAll(".*\"progress\":([0-9]+).*", "$1")
                        : event.data().replaceAll(".*\"id\":([0-9]+).*", "answer $1"))
                .toList();
    }

    static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
