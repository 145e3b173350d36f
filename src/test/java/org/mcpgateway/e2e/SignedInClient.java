package org.mcpgateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A minimal MCP client of the {@code initialize} era that has signed somebody in; for what real clients do not do. */
public final class SignedInClient implements AutoCloseable {

    private static final String VERIFIER = "a-code-verifier-of-forty-three-characters-00";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI issuer;
    private final String clientId;
    private final URI service;
    private final String accessToken;

    private SignedInClient(URI issuer, String clientId, URI service, String accessToken) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.service = service;
        this.accessToken = accessToken;
    }

    /** Registers, authorizes as this person, and redeems the code for a token of this service. */
    public static SignedInClient of(URI issuer, URI service, String person) throws Exception {
        BlockingQueue<String> codes = new ArrayBlockingQueue<>(1);
        HttpServer redirect = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirect.createContext("/callback", exchange -> {
            codes.add(exchange.getRequestURI().getRawQuery());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        redirect.start();
        try (var somebody = new Person(person);
                HttpClient http = HttpClient.newHttpClient()) {
            String redirectUri = "http://127.0.0.1:" + redirect.getAddress().getPort() + "/callback";
            String clientId = register(http, issuer, redirectUri);
            somebody.take(authorization(issuer, service, clientId, redirectUri));
            String answer = codes.poll(10, TimeUnit.SECONDS);
            String accessToken = redeem(http, issuer, service, clientId, redirectUri, answer);
            return new SignedInClient(issuer, clientId, service, accessToken);
        } finally {
            redirect.stop(0);
        }
    }

    /** The token as the authorization server gave it. */
    public String accessToken() {
        return accessToken;
    }

    /** The same token at another address. */
    public SignedInClient at(URI otherService) {
        return new SignedInClient(issuer, clientId, otherService, accessToken);
    }

    /** Opens a session and gives its id. */
    public String open() throws IOException, InterruptedException {
        HttpResponse<String> answer = initialize();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("initialize: " + answer.statusCode() + " " + answer.body());
        }
        String session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
        post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return session;
    }

    /** Asks for a session; the answer as it comes. */
    HttpResponse<String> initialize() throws IOException, InterruptedException {
        return post(null, message(0, "initialize", """
            {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"e2e","version":"1"}}\
            """));
    }

    /** Calls a tool in a session; status and body as they come. */
    public HttpResponse<String> callTool(String session, String tool, String arguments)
            throws IOException, InterruptedException {
        return post(session, message(1, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}"));
    }

    /** Calls a tool that tells its progress; the messages of its stream, as they come. */
    Iterator<String> callWithProgress(String session, String tool, String arguments)
            throws IOException, InterruptedException {
        return stream(session, tool, arguments)
                .filter(line -> line.startsWith("data: {"))
                .iterator();
    }

    /** Calls a tool that tells its progress; the lines of its stream, as they come. To close it is to be cut off. */
    public Stream<String> stream(String session, String tool, String arguments)
            throws IOException, InterruptedException {
        String params =
                "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + ",\"_meta\":{\"progressToken\":\"p\"}}";
        return lines(posting(session, message(1, "tools/call", params)));
    }

    /** Goes on with a stream that was cut off after this event; its lines, as they come. */
    public Stream<String> resume(String session, String lastEventId) throws IOException, InterruptedException {
        return lines(request(session).header("Last-Event-ID", lastEventId).GET().build());
    }

    private Stream<String> lines(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    }

    /** Gives the access token back (RFC 7009); the status. */
    public int revoke() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(issuer.resolve("/revoke"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        form(Map.of("token", accessToken, "client_id", clientId))))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Ends a session; the status. */
    public int delete(String session) throws IOException, InterruptedException {
        return http.send(request(session).DELETE().build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<String> post(String session, String message) throws IOException, InterruptedException {
        return http.send(posting(session, message), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest posting(String session, String message) {
        return request(session)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
    }

    private HttpRequest.Builder request(String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service)
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "application/json, text/event-stream");
        return session == null
                ? request
                : request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
    }

    private static String message(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String register(HttpClient http, URI issuer, String redirectUri) throws Exception {
        String body = "{\"client_name\": \"End-to-end\", \"redirect_uris\": [\"" + redirectUri
                + "\"], \"token_endpoint_auth_method\": \"none\"}";
        return send(http, issuer.resolve("/register"), "application/json", body)
                .get("client_id")
                .asText();
    }

    private static URI authorization(URI issuer, URI service, String clientId, String redirectUri) throws Exception {
        byte[] challenge = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return URI.create(issuer.resolve("/authorize") + "?"
                + form(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        clientId,
                        "redirect_uri",
                        redirectUri,
                        "state",
                        UUID.randomUUID().toString(),
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(challenge),
                        "code_challenge_method",
                        "S256",
                        "resource",
                        service.toString())));
    }

    private static String redeem(
            HttpClient http, URI issuer, URI service, String clientId, String redirectUri, String answer)
            throws Exception {
        String code = answer.replaceFirst("(?:.*&)?code=([^&]*).*", "$1");
        String body = form(Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "redirect_uri", redirectUri,
                "code", code,
                "code_verifier", VERIFIER,
                "resource", service.toString()));
        return send(http, issuer.resolve("/token"), "application/x-www-form-urlencoded", body)
                .get("access_token")
                .asText();
    }

    private static JsonNode send(HttpClient http, URI address, String type, String body) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(address + ": " + response.statusCode() + " " + response.body());
        }
        return new ObjectMapper().readTree(response.body());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
