package org.mcpgateway.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that answer as they like. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RawRequestTest {

    private static final Duration PATIENCE = Duration.ofMillis(700);

    @Test
    @Timeout(20)
    void an_answer_that_never_ends_is_what_came_of_it_in_time() throws Exception {
        try (ServerSocket server = listening()) {
            Thread.ofVirtual().start(() -> sayForEver(server, ": alive\n\n"));

            String answer = RawRequest.get(address(server), "evil.example", List.of(), PATIENCE);

            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains(": alive\n\n");
        }
    }

    @Test
    @Timeout(20)
    void an_answer_that_stops_half_way_is_what_came_of_it() throws Exception {
        try (ServerSocket server = listening()) {
            Thread.ofVirtual().start(() -> sayForEver(server, ""));

            String answer = RawRequest.get(address(server), "evil.example", List.of(), PATIENCE);

            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static URI address(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/mcp");
    }

    /** Begins to answer, and says this twenty times a second until the other side has gone. */
    private static void sayForEver(ServerSocket server, String word) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(50);
            while (hears(socket)) {
                socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The other side has gone, as it should.
        }
    }

    /** False when the other side has gone; waits for that as long as the socket is told to. */
    private static boolean hears(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read(new byte[1024]) >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
