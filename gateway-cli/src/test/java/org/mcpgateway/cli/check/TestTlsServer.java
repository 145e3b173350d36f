package org.mcpgateway.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS server whose certificate {@code keytool} makes; it shakes hands, and says what a server behind it says. */
public final class TestTlsServer implements AutoCloseable {

    private static final String PASSWORD = "of-the-test";

    private final Path folder;
    private final ServerSocket server;

    private TestTlsServer(Path folder, ServerSocket server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @param folder where its files may be
     * @param names as keytool has them, {@code dns:localhost}
     * @param begin when the certificate begins, {@code -1d}
     * @param days how long it lives
     */
    public static TestTlsServer start(Path folder, String names, String begin, int days) throws Exception {
        return start(folder, names, begin, days, TestTlsServer::shakeHands);
    }

    /** One with a good certificate for {@code localhost}, before a server that speaks no TLS. */
    public static TestTlsServer before(Path folder, int port) throws Exception {
        return start(folder, "dns:localhost", "-1d", 90, socket -> pass(socket, port));
    }

    /** What it does with a connection. */
    @FunctionalInterface
    private interface Speaking {
        void run(SSLSocket socket) throws IOException;
    }

    private static TestTlsServer start(Path folder, String names, String begin, int days, Speaking speaking)
            throws Exception {
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                "host",
                "-keyalg",
                "EC",
                "-dname",
                "CN=of the test",
                "-ext",
                "san=" + names,
                "-startdate",
                begin,
                "-validity",
                String.valueOf(days));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store(folder))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(server, speaking));
        return new TestTlsServer(folder, server);
    }

    /** Where it is. */
    public String host() {
        return "localhost:" + server.getLocalPort();
    }

    /** A file with its certificate. */
    public String pem() throws IOException, InterruptedException {
        Path pem = folder.resolve("host.pem");
        keytool(folder, "-exportcert", "-rfc", "-alias", "host", "-file", pem.toString());
        return pem.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static void accept(ServerSocket server, Speaking speaking) {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                Thread.ofPlatform().daemon().start(() -> speak(socket, speaking));
            } catch (IOException e) {
                // it was closed
            }
        }
    }

    private static void speak(SSLSocket socket, Speaking speaking) {
        try (socket) {
            speaking.run(socket);
        } catch (IOException e) {
            // whoever asked has gone
        }
    }

    private static void shakeHands(SSLSocket socket) throws IOException {
        socket.startHandshake();
        socket.getInputStream().read();
    }

    private static void pass(SSLSocket socket, int port) throws IOException {
        try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    behind.getInputStream().transferTo(socket.getOutputStream());
                    socket.close();
                } catch (IOException e) {
                    // whoever asked has gone
                }
            });
            socket.getInputStream().transferTo(behind.getOutputStream());
        }
    }

    private static void keytool(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(arguments));
        line.addAll(List.of("-keystore", store(folder).toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("keytool.log")))
                .isZero();
    }

    private static Path store(Path folder) {
        return folder.resolve("host.p12");
    }
}
