package org.mcpgateway.auth.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A server on {@code localhost} that never comes to an end: to whoever connects it says a little each second. */
public final class DrippingServer implements AutoCloseable {

    private final ServerSocket server;
    private final String beginning;
    private final String drop;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private DrippingServer(ServerSocketFactory sockets, String beginning, String drop) {
        try {
            this.server = sockets.createServerSocket(0, 0, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.beginning = beginning;
        this.drop = drop;
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * Starts one that speaks TLS with the certificate of the other.
     *
     * @param beginning what it says at once
     * @param drop what it says each second
     */
    public static DrippingServer start(DocumentServer documents, String beginning, String drop) {
        return new DrippingServer(documents.context().getServerSocketFactory(), beginning, drop);
    }

    /** The same where already the bytes of the handshake come so. */
    public static DrippingServer plain(String beginning, String drop) {
        return new DrippingServer(ServerSocketFactory.getDefault(), beginning, drop);
    }

    /** The address of a path of it. */
    public String address(String path) {
        return "https://localhost:" + server.getLocalPort() + path;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> drip(connection));
            }
        } catch (IOException e) {
            closed.countDown();
        }
    }

    private void drip(Socket connection) {
        try (connection) {
            OutputStream out = connection.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            do {
                out.write(drop.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            } while (!closed.await(1, TimeUnit.SECONDS));
        } catch (IOException e) {
            connections.remove(connection); // nobody listens any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
