package org.mcpgateway.bridge.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A site whose answers never end: it has a beginning, and then says something now and then until nobody listens. */
final class EndlessSite implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private final String beginning;
    private final String more;

    /**
     * @param beginning of each answer
     * @param more what follows, again and again
     */
    EndlessSite(String beginning, String more) throws IOException {
        this.beginning = beginning;
        this.more = more;
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/page";
    }

    /** Done when a reader has gone. */
    CompletableFuture<Boolean> left() {
        return left;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException e) {
            left.complete(false);
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            var request =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String first = request.readLine();
            OutputStream out = connection.getOutputStream();
            if (first != null && first.contains("robots.txt")) {
                out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(more.getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(50); // the pace of a server that is slow on purpose
            }
        } catch (IOException gone) {
            left.complete(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
