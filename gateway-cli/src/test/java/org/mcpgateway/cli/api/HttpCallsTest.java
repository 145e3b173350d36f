package org.mcpgateway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** A server that begins an answer and never ends it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpCallsTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final HttpCalls calls = new HttpCalls("is it up?");
    private final List<Socket> clients = new ArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void it_listens() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void it_ends() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void a_body_that_never_comes_is_given_up_in_time() {
        answer("Content-Type: application/json\r\nContent-Length: 10\r\n\r\n");
        long began = System.nanoTime();

        assertUnreachable();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_stream_that_never_ends_is_given_up_in_time() {
        answer("Content-Type: text/event-stream\r\n\r\n: still here\n\n");

        assertUnreachable();
    }

    @Test
    void a_body_that_would_fill_the_memory_is_given_up() {
        answer("Content-Type: application/json\r\n\r\n", "x".repeat(1 << 20));

        assertThatThrownBy(() -> calls.send(request(), Duration.ofSeconds(9)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                .rootCause()
                .hasMessageContaining("more than");
    }

    @Test
    void where_only_the_beginning_matters_the_rest_is_not_waited_for() throws Exception {
        answer("Content-Type: text/event-stream\r\n\r\n: still here\n\n");

        assertThat(calls.beginning(request(), Duration.ofSeconds(9)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_long_answer_may_take_its_time() throws Exception {
        answer("Content-Type: application/jsonl\r\n\r\nfirst\n");

        try (InputStream body = calls.stream(request()).body()) {
            assertThat(body.readNBytes(6)).asString(StandardCharsets.UTF_8).isEqualTo("first\n");
        }
    }

    private void assertUnreachable() {
        assertThatThrownBy(() -> calls.send(request(), SOON))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                .hasMessage("http://127.0.0.1:" + server.getLocalPort() + " does not answer: is it up?");
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"));
    }

    private void answer(String head) {
        answer(head, "");
    }

    /** Answers whoever comes first with status 200, goes on with the rest for as long as it is read, and stays. */
    private void answer(String head, String rest) {
        Thread.startVirtualThread(() -> {
            try {
                Socket client = server.accept();
                clients.add(client);
                client.getInputStream().read();
                OutputStream out = client.getOutputStream();
                out.write(("HTTP/1.1 200 OK\r\n" + head).getBytes(StandardCharsets.UTF_8));
                out.flush();
                while (!rest.isEmpty()) {
                    out.write(rest.getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                return; // the client has gone, as it should
            }
        });
    }
}
