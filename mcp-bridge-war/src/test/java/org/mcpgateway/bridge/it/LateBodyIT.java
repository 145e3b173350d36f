package org.mcpgateway.bridge.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.bridge.support.RawClient.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.RawClient;

/** Messages that come more slowly than they are read: each would hold a thread of the server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LateBodyIT {

    private static final String REVISION = "2025-11-25";
    private static final int ROOM_OF_ONE = 32;
    private static final int TOO_MANY = 8;

    private final BridgeServer bridge = Replicas.shared().one();

    @Test
    void a_user_who_sends_slowly_is_turned_away_beyond_his_room_and_keeps_nobody_out() throws Exception {
        RawClient ada = new RawClient(bridge, "ada");
        RawClient slow = new RawClient(bridge, "slow");
        String adas = ada.open(REVISION);
        String slows = slow.open(REVISION);
        List<SlowMessage> messages = new ArrayList<>();
        try (SlowMessage other = new SlowMessage("ada", adas)) {
            for (int i = 0; i < ROOM_OF_ONE + TOO_MANY; i++) {
                messages.add(new SlowMessage("slow", slows));
            }

            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            messages.stream().filter(SlowMessage::isAnswered).count() == TOO_MANY);

            assertThat(messages.stream().filter(SlowMessage::isAnswered).map(SlowMessage::answer))
                    .allSatisfy(answer -> assertThat(answer)
                            .startsWith("HTTP/1.1 503 ")
                            .containsIgnoringCase("\r\nRetry-After: ")
                            .contains("come slowly"));
            assertThat(ada.post(adas, call(1, "say", "\"text\":\"quick\"")).body())
                    .contains("quick");
            other.sendRest();
            assertThat(other.answer()).startsWith("HTTP/1.1 200 ");
            for (SlowMessage message : messages.stream()
                    .filter(Predicate.not(SlowMessage::isAnswered))
                    .toList()) {
                message.sendRest();
                assertThat(message.answer()).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (SlowMessage message : messages) {
                message.close();
            }
        }
    }

    @Test
    void the_room_of_those_who_leave_before_the_end_is_free_again() throws Exception {
        String session = new RawClient(bridge, "leaving").open(REVISION);
        for (int i = 0; i < ROOM_OF_ONE; i++) {
            new SlowMessage("leaving", session).close();
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            try (SlowMessage message = new SlowMessage("leaving", session)) {
                message.sendRest();
                assertThat(message.answer()).startsWith("HTTP/1.1 200 ");
            }
        });
    }

    @Test
    void a_body_of_unknown_length_is_read_to_its_end() throws Exception {
        String session = new RawClient(bridge, "chunked").open(REVISION);
        String message = call(1, "say", "\"text\":\"" + "x".repeat(20_000) + "\"");
        try (SlowMessage chunked = new SlowMessage("chunked", session, "Transfer-Encoding: chunked", "")) {
            chunked.send(Integer.toHexString(message.length()) + "\r\n" + message + "\r\n0\r\n\r\n");

            assertThat(chunked.answer()).startsWith("HTTP/1.1 200 ").contains("x".repeat(20_000));
        }
    }

    @Test
    void nothing_but_its_address_is_read_of_a_message_without_a_session() throws Exception {
        try (SlowMessage form = new SlowMessage(
                "messages",
                List.of("Content-Type: application/x-www-form-urlencoded", "Content-Length: 100"),
                "sessionId=")) {
            assertThat(form.answer()).startsWith("HTTP/1.1 400 ").contains("sessionId is missing");
        }
    }

    /** A request whose head has been sent, and the first half of its message. */
    private final class SlowMessage implements AutoCloseable {

        private static final String CONTENT = call(1, "say", "\"text\":\"slow\"");
        private static final int HALF = CONTENT.length() / 2;
        private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

        private final Socket socket;
        private final CompletableFuture<String> answer;

        SlowMessage(String user, String session) throws IOException {
            this(user, session, "Content-Length: " + CONTENT.length(), CONTENT.substring(0, HALF));
        }

        SlowMessage(String user, String session, String length, String beginning) throws IOException {
            this(
                    "mcp",
                    List.of(
                            "X-User-Id: " + user,
                            "Mcp-Session-Id: " + session,
                            "Accept: application/json, text/event-stream",
                            "Content-Type: application/json",
                            length),
                    beginning);
        }

        SlowMessage(String endpoint, List<String> headers, String beginning) throws IOException {
            URI address = bridge.address();
            socket = new Socket(address.getHost(), address.getPort());
            send("POST /" + BridgeServer.SERVICE + "/" + endpoint + " HTTP/1.1\r\nHost: " + address.getAuthority()
                    + "\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n" + beginning);
            answer = CompletableFuture.supplyAsync(this::readAnswer, Thread::startVirtualThread);
        }

        void sendRest() throws IOException {
            send(CONTENT.substring(HALF));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        boolean isAnswered() {
            return answer.isDone();
        }

        /** The whole answer, once it has come. */
        String answer() {
            return answer.orTimeout(20, SECONDS).join();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        /** The connection of a message that did not come to its end may stay open. */
        private String readAnswer() {
            try {
                InputStream in = socket.getInputStream();
                String head = "";
                while (!head.endsWith("\r\n\r\n")) {
                    byte[] next = in.readNBytes(1);
                    if (next.length == 0) {
                        return head;
                    }
                    head += new String(next, StandardCharsets.ISO_8859_1);
                }
                Matcher length = LENGTH.matcher(head);
                byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes();
                return head + new String(body, StandardCharsets.UTF_8);
            } catch (IOException e) {
                return e.toString();
            }
        }
    }
}
