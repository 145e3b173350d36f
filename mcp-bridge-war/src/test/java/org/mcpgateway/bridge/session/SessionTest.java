package org.mcpgateway.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.tracing.CallSpan;

/** The session over a server that says what the test wants. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionTest {

    private static final SessionSettings.Replay BOUNDS =
            new SessionSettings.Replay(100, 100_000, Duration.ofMinutes(5));

    private final List<String> sent = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Session session = session(message -> sent.add(new String(message, StandardCharsets.UTF_8)));

    /** @param server what it does with a message */
    private Session session(Consumer<byte[]> server) {
        var opened = new Session(
                "abcdefgh",
                new SessionKey("scripted", "ada"),
                new SessionClient(Caller.NOBODY, Transport.STREAMABLE_HTTP, Instant.EPOCH),
                new ReplayLog(
                        "abcdefgh",
                        BOUNDS,
                        new ReplayStore(
                                Optional.empty(),
                                new SessionSettings(Optional.empty(), Optional.empty(), BOUNDS, false))),
                () -> ended.add("ended"));
        opened.begin(new McpServerLink() {
            @Override
            public void send(byte[] message) {
                server.accept(message);
            }

            @Override
            public void close() {
                sent.add("closed");
            }
        });
        return opened;
    }

    @Test
    void a_server_that_refuses_to_be_initialized_leaves_no_session() {
        RecordingSink sink = call("\"x\"", "initialize");

        hear("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no\"}}");

        assertThat(sink.text()).contains("\"id\":\"x\"", "\"no\"");
        assertThat(ended).containsExactly("ended");
        assertThat(sent).endsWith("closed");
        assertThatThrownBy(() -> session.tell(message("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}")))
                .isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    void a_server_that_does_not_keep_up_is_no_end_of_the_session() {
        Session busy = session(message -> {
            throw new ServerBusyException(ServerBusyException.Reason.STUCK, "it does not read", Duration.ofSeconds(1));
        });
        RecordingSink sink = new RecordingSink();

        busy.call((JsonRpcMessage.Request) message(request("1", "a")), sink, CallSpan.NONE);

        assertThat(sink.status()).isEqualTo(503);
        assertThat(busy.isOver()).isFalse();
        busy.close("done");
        assertThat(busy.isOver()).isTrue();
    }

    @Test
    void a_batch_of_the_server_is_taken_apart() {
        initialized("2025-03-26");
        RecordingSink one = call("1", "tools/call");
        RecordingSink two = call("2", "tools/call");

        hear("[" + answer(3, "second") + "," + answer(2, "first") + "]");

        assertThat(one.text()).contains("\"id\":1", "first");
        assertThat(two.text()).contains("\"id\":2", "second");
    }

    @Test
    void a_batch_whose_server_says_more_becomes_a_stream_that_ends_with_the_last_answer() {
        initialized("2025-03-26");
        RecordingSink sink = new RecordingSink();
        session.callAll(List.of(message(request("1", "a")), message(request("2", "b"))), sink);

        hear(answer(3, "first"));
        assertThat(sink.text()).isEmpty();
        hear("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{}}");
        assertThat(sink.isEnded()).isFalse();
        hear(answer(4, "second"));

        assertThat(sink.isStream()).isTrue();
        assertThat(sink.isEnded()).isTrue();
        assertThat(sink.text()).containsSubsequence("\"id\":1", "notifications/message", "\"id\":2");
    }

    @Test
    void what_the_server_asks_goes_with_the_call_that_it_most_likely_is_about() {
        initialized("2025-11-25");
        RecordingSink sink = call("1", "tools/call");

        hear("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"roots/list\"}");

        assertThat(sink.text()).containsSubsequence("data: \n", "\"roots/list\"");
    }

    @Test
    void a_cancellation_names_the_call_as_the_server_knows_it() {
        initialized("2025-11-25");
        call("77", "tools/call");

        session.tell(
                message("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77}}"));

        assertThat(sent.getLast()).contains("\"requestId\":2");
    }

    @Test
    void more_calls_than_a_session_may_have_in_flight_are_refused_and_those_in_flight_answered() {
        initialized("2025-11-25");
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 1025; i++) {
            sinks.add(call("1", "tools/call"));
        }

        assertThat(sinks.getLast().status()).isEqualTo(503);
        hear(answer(2, "first"));
        assertThat(sinks.getFirst().text()).contains("first");
    }

    @Test
    void the_death_of_the_server_answers_every_call_and_ends_the_streams() throws IOException {
        initialized("2025-11-25");
        RecordingSink call = call("1", "tools/call");
        RecordingSink standing = new RecordingSink();
        session.listen(standing);

        session.closed("the MCP server ended its output");

        assertThat(call.text()).contains("\"id\":1", "-32603", "the MCP server ended its output");
        assertThat(standing.isEnded()).isTrue();
        assertThat(ended).containsExactly("ended");
    }

    @Test
    void a_standing_stream_whose_client_is_gone_gives_way_to_one_that_is_there() throws IOException {
        initialized("2025-11-25");
        RecordingSink older = new RecordingSink();
        RecordingSink newer = new RecordingSink();
        session.listen(older);
        session.listen(newer);
        newer.cut();

        hear("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/one\"}");
        hear("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/two\"}");

        assertThat(older.text()).contains("notifications/two").doesNotContain("notifications/one");
        RecordingSink back = new RecordingSink();
        assertThat(session.resume("s3-0", back)).isTrue();
        assertThat(back.text()).contains("notifications/one").doesNotContain("notifications/two");
    }

    /** The lines of a child's input are its messages: one that is hidden in another would be nobody's call. */
    @Test
    void a_message_that_a_client_wrote_on_several_lines_is_one_line_for_the_server() {
        initialized("2025-11-25");
        String hidden = request("5", "tools/call");
        RecordingSink sink = new RecordingSink();

        session.call(
                (JsonRpcMessage.Request)
                        message("{\"jsonrpc\":\"2.0\",\r\n\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\n" + hidden
                                + "\n,\"b\":\"\\n\"}}"),
                sink,
                CallSpan.NONE);
        session.tell(message("{\n\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}"));

        assertThat(sent.subList(1, 3))
                .allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r"))
                .first()
                .satisfies(line -> assertThat(line).contains("\"method\":\"ping\"", hidden, "\"b\":\"\\n\""));
    }

    @Test
    void a_message_that_a_server_wrote_on_several_lines_is_one_event() throws IOException {
        initialized("2025-11-25");
        RecordingSink standing = new RecordingSink();
        session.listen(standing);

        hear("{\"jsonrpc\":\"2.0\",\r\"method\":\n\n\"notifications/one\"}");

        assertThat(standing.text()).contains("data: {\"jsonrpc\":\"2.0\", \"method\":  \"notifications/one\"}\n\n");
    }

    @Test
    void a_cancelled_call_that_the_server_does_not_answer_is_ended_after_a_silence() {
        initialized("2025-11-25");
        RecordingSink other = call("8", "tools/call");
        RecordingSink cancelled = call("9", "tools/call");
        session.tell(
                message("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}"));

        session.keepAlive(0);

        await().until(cancelled::isEnded);
        assertThat(cancelled.text()).contains("\"id\":9", "the request was cancelled");
        assertThat(other.isEnded()).isFalse();
        assertThat(session.activity().calls()).isEqualTo(1);
    }

    /** Proxies on the way give up what is quiet for a minute. */
    @Test
    void a_call_that_is_quiet_for_long_is_given_signs_of_life_until_it_is_answered() {
        initialized("2025-11-25");
        RecordingSink sink = call("9", "tools/call");

        await().until(() -> {
            session.keepAlive(0);
            return sink.text().contains("\n\n: keepalive\n\n");
        });
        assertThat(sink.isEnded()).isFalse();
        hear(answer(2, "late"));

        assertThat(sink.isStream()).isTrue();
        assertThat(sink.isEnded()).isTrue();
        assertThat(sink.text()).containsSubsequence(": keepalive\n\n", "\"id\":9", "late");
    }

    @Test
    void a_session_whose_client_is_gone_in_the_middle_of_a_call_is_idle() {
        initialized("2025-11-25");
        RecordingSink sink = call("9", "tools/call");
        assertThat(session.idleNanos()).isZero();

        sink.cut();
        session.keepAlive(0);

        await().until(() -> session.idleNanos() > 0);
        assertThat(session.activity().calls()).isEqualTo(1);
    }

    @Test
    void a_client_that_has_listened_for_long_and_loses_the_connection_has_all_the_time_to_come_back()
            throws IOException {
        initialized("2025-11-25");
        var sink = new RecordingSink();
        session.listen(sink);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        long connected = System.nanoTime();
        assertThat(session.idleNanos()).isZero();

        sink.cut();
        await().until(() -> {
            session.keepAlive(0);
            return session.idleNanos() > 0;
        });

        long idle = session.idleNanos();
        assertThat(idle).isLessThanOrEqualTo(System.nanoTime() - connected);
    }

    private void initialized(String version) {
        call("0", "initialize");
        hear("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"" + version + "\"}}");
        assertThat(session.protocolVersion()).isEqualTo(version);
    }

    private RecordingSink call(String id, String method) {
        RecordingSink sink = new RecordingSink();
        session.call((JsonRpcMessage.Request) message(request(id, method)), sink, CallSpan.NONE);
        return sink;
    }

    private void hear(String message) {
        session.received(message.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonRpcMessage message(String text) {
        return JsonRpcMessage.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String request(String id, String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\"}";
    }

    private static String answer(long number, String text) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + number + ",\"result\":{\"text\":\"" + text + "\"}}";
    }
}
