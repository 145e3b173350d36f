package org.mcpgateway.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * Stands before an authorization server as its issuer and passes everything on, but names one way to authenticate in
 * its metadata: a client that takes the first way it knows is thus led to each of them.
 */
final class NarrowedMetadata implements AutoCloseable {

    private static final List<String> HOP_BY_HOP =
            List.of("connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpServer door;
    private volatile URI target = URI.create("http://127.0.0.1");
    private volatile String method = "none";

    NarrowedMetadata() throws IOException {
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.createContext("/", this::pass);
        door.start();
    }

    /** The issuer that the server behind must have. */
    URI issuer() {
        return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
    }

    /** Where requests go from now on. */
    void passTo(URI server) {
        target = server;
    }

    /** The one {@code token_endpoint_auth_method} that the metadata names from now on. */
    void offer(String authenticationMethod) {
        method = authenticationMethod;
    }

    @Override
    public void close() {
        door.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> headers = new ArrayList<>();
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    values.forEach(value -> headers.addAll(List.of(name, value)));
                }
            });
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = new TestClient(target)
                    .send(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            body,
                            headers.toArray(String[]::new));
            byte[] bytes = narrowed(answer.body()).getBytes(StandardCharsets.UTF_8);
            answer.headers().map().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String narrowed(String body) {
        return body.replaceFirst("(\"token_endpoint_auth_methods_supported\":)\\[[^\\]]*]", "$1[\"" + method + "\"]");
    }
}
