package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;

/** What a proxy relies on in the connections that it keeps to a server with the settings of the images. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionIT {

    private final URI issuer = AuthServer.shared().issuer();

    @Test
    void a_connection_serves_as_many_requests_as_come() throws IOException {
        int requests = 600;

        String answers = answers(request("").repeat(requests - 1) + request("Connection: close\r\n"));

        assertThat(Pattern.compile("HTTP/1\\.1 401 ").matcher(answers).results())
                .hasSize(requests);
    }

    @Test
    void a_connection_is_not_turned_into_another_protocol() throws IOException {
        String toHttp2 =
                "Connection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
        String toWebSocket = "Connection: close, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

        assertThat(answers(request(toHttp2))).startsWith("HTTP/1.1 401 ");
        assertThat(answers(request(toWebSocket))).startsWith("HTTP/1.1 401 ");
        assertThat(start("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 4");
    }

    private String request(String headers) {
        return "GET /verify HTTP/1.1\r\nHost: " + issuer.getAuthority() + "\r\n" + headers + "\r\n";
    }

    private String answers(String requests) throws IOException {
        try (Socket socket = open(requests)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String start(String request) throws IOException {
        try (Socket socket = open(request)) {
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
        }
    }

    private Socket open(String requests) throws IOException {
        var socket = new Socket(issuer.getHost(), issuer.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
