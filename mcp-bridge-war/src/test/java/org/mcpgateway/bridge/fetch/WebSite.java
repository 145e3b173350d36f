package org.mcpgateway.bridge.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web site on loopback. */
final class WebSite implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    WebSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its address, with this path. */
    String at(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What was asked for, paths in order. */
    List<String> asked() {
        return asked;
    }

    WebSite page(String path, String type, String text, Charset charset) {
        return answer(path, 200, Map.of("Content-Type", type), text.getBytes(charset));
    }

    WebSite redirect(String path, String location) {
        return answer(path, 302, Map.of("Location", location), new byte[0]);
    }

    WebSite answer(String path, int status, Map<String, String> headers, byte[] body) {
        answers.put(path, new Answer(status, headers, body));
        return this;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        Answer answer =
                answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer(404, Map.of(), new byte[0]));
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }
}
