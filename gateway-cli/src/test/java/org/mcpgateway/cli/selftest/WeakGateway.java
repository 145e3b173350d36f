package org.mcpgateway.cli.selftest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An authorization server and an MCP server that believe everything they are told. */
final class WeakGateway implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile int refusal;
    private volatile boolean renewable = true;
    private volatile String devices;

    WeakGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/oauth-authorization-server", this::metadata);
        server.createContext("/.well-known/oauth-protected-resource", this::resource);
        server.createContext("/register", this::register);
        server.createContext("/authorize", WeakGateway::authorize);
        server.createContext("/token", this::token);
        server.createContext("/device_authorization", this::device);
        server.createContext("/device", exchange -> answer(exchange, 200, "<html>That is not it, try again"));
        server.createContext(
                "/introspect", exchange -> answer(exchange, status(), refusal == 0 ? "{\"active\":true}" : "{}"));
        server.createContext("/mcp", this::service);
        server.start();
        devices = issuer() + "/device";
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Those that nobody has deleted. */
    Set<String> clients() {
        return clients;
    }

    /** From now on it gives so many tokens more; what asks for others, or about one, is told this status. */
    void refuse(int status, int tokensBefore) {
        tokens.set(tokensBefore);
        refusal = status;
    }

    /** From now on it gives access tokens alone. */
    void giveNoRefreshTokens() {
        renewable = false;
    }

    /** From now on it sends the owners of devices there. */
    void sendDevicesTo(String address) {
        devices = address;
    }

    private int status() {
        return refusal == 0 ? 200 : refusal;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String at = at(exchange);
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("issuer", at)
                .add(
                        "response_types_supported",
                        Json.createArrayBuilder().add("code").add("token"))
                .add(
                        "code_challenge_methods_supported",
                        Json.createArrayBuilder().add("plain"));
        for (String endpoint :
                new String[] {"authorization", "token", "introspection", "registration", "device_authorization"}) {
            document.add(endpoint + "_endpoint", at + "/" + path(endpoint));
        }
        answer(exchange, 200, document.build().toString());
    }

    /** Where it is, as the request says. */
    private static String at(HttpExchange exchange) {
        String forwarded = exchange.getRequestHeaders().getFirst("X-Forwarded-Host");
        return "http://" + (forwarded == null ? exchange.getRequestHeaders().getFirst("Host") : forwarded);
    }

    private static String path(String endpoint) {
        return switch (endpoint) {
            case "authorization" -> "authorize";
            case "introspection" -> "introspect";
            case "registration" -> "register";
            default -> endpoint;
        };
    }

    private void resource(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"resource\":\"" + issuer() + "/mcp\",\"authorization_servers\":[\"" + issuer() + "\"]}");
    }

    /** Takes every client, and lets everybody see, change and delete it. */
    private void register(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("DELETE")) {
            clients.remove(path.substring(path.lastIndexOf('/') + 1));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else if (path.equals("/register")) {
            String id = "client-" + numbers.incrementAndGet();
            clients.add(id);
            answer(
                    exchange,
                    201,
                    "{\"client_id\":\"" + id + "\",\"client_secret\":\"s\",\"registration_access_token\":\"r\","
                            + "\"registration_client_uri\":\"" + issuer() + "/register/" + id + "\"}");
        } else {
            answer(exchange, 200, "{}");
        }
    }

    /** Shows whatever the client is called, or sends a code to wherever it is asked to. */
    private static void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = Arrays.stream(
                        exchange.getRequestURI().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        String client = query.getOrDefault("client_id", "");
        if (client.startsWith("https://")) {
            answer(exchange, isFetched(client) ? 400 : 200, "<html>Hello " + client);
        } else if (client.startsWith("client-")) {
            String state = query.getOrDefault("state", "");
            exchange.getResponseHeaders()
                    .set("Location", query.getOrDefault("redirect_uri", "") + "?code=x&state=" + state);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        } else {
            answer(exchange, 200, "<html>Hello " + client);
        }
    }

    /** Asks a port of its own machine; what it finds there it does not like. */
    private static boolean isFetched(String client) throws IOException {
        URI address = URI.create(client);
        if (!"127.0.0.1".equals(address.getHost())) {
            return false;
        }
        new Socket(InetAddress.getLoopbackAddress(), address.getPort()).close();
        return true;
    }

    /** Another token for whatever comes, until it is told to refuse. */
    private void token(HttpExchange exchange) throws IOException {
        if (refusal != 0 && tokens.getAndDecrement() <= 0) {
            answer(exchange, refusal, refusal == 400 ? "{\"error\":\"invalid_grant\"}" : "{}");
            return;
        }
        String refreshToken = renewable ? ",\"refresh_token\":\"refresh-" + numbers.incrementAndGet() + "\"" : "";
        answer(exchange, 200, "{\"access_token\":\"x\"" + refreshToken + "}");
    }

    private void device(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"device_code\":\"d\",\"user_code\":\"BCDF-GHJK\",\"verification_uri_complete\":\"" + devices
                        + "?user_code=BCDF-GHJK\"}");
    }

    /** Any token will do, in the query too. */
    private void service(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean named = exchange.getRequestHeaders().containsKey("Authorization")
                || exchange.getRequestHeaders().containsKey("X-User-Id")
                || exchange.getRequestURI().toString().contains("access_token=");
        if (!named) {
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Bearer resource_metadata=\"" + at(exchange)
                                    + "/.well-known/oauth-protected-resource/mcp\"");
        }
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "http://evil.example");
        answer(exchange, named ? 200 : 401, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/html");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
