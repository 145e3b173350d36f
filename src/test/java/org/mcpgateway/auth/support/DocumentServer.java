package org.mcpgateway.auth.support;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An https server on {@code localhost} with a certificate of its own authority, which publishes documents. */
public final class DocumentServer implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final Path certificate;
    private final SSLContext context;
    private final Map<String, Published> documents = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    private DocumentServer(HttpsServer server, Path certificate, SSLContext context) {
        this.server = server;
        this.certificate = certificate;
        this.context = context;
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts one, with its key in this folder. */
    public static DocumentServer start(Path folder) {
        try {
            Path store = folder.resolve("documents.p12");
            Path certificate = folder.resolve("documents.pem");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "documents",
                    "-keyalg",
                    "EC",
                    "-validity",
                    "2",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost",
                    "-ext",
                    "bc:c",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD);
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "documents",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD,
                    "-file",
                    certificate.toString());
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            SSLContext context = context(store);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return new DocumentServer(server, certificate, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PEM file of its authority. */
    public Path certificate() {
        return certificate;
    }

    /** What a further server needs to have the same certificate. */
    SSLContext context() {
        return context;
    }

    /** The address of a path of it. */
    public String address(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    /** Publishes a document, with further headers as name and value. */
    public void publish(String path, int status, String body, String... headers) {
        documents.put(path, new Published(status, body, headers));
    }

    /** How often it was asked for anything. */
    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        Published document = documents.getOrDefault(exchange.getRequestURI().getPath(), new Published(404, "{}"));
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        for (int i = 0; i < document.headers().length; i += 2) {
            headers.set(document.headers()[i], document.headers()[i + 1]);
        }
        byte[] body = document.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(document.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static SSLContext context(Path store) {
        try (InputStream file = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(String... arguments) throws IOException {
        var line = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(java.util.List.of(arguments));
        try {
            if (new ProcessBuilder(line).inheritIO().start().waitFor() != 0) {
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private record Published(int status, String body, String... headers) {}
}
