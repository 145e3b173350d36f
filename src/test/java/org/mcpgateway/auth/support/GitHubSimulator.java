package org.mcpgateway.auth.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * GitHub as an OAuth client meets it, strict: codes work once, for the client, secret, redirect URI and verifier they
 * belong to; errors of the token endpoint come with status 200; its answers are forms unless JSON is asked for.
 */
public final class GitHubSimulator implements AutoCloseable {

    /** The OAuth app's identifier. */
    public static final String CLIENT_ID = "Iv1.simulated";

    /** The OAuth app's secret. */
    public static final String CLIENT_SECRET = "simulated-github-secret-0123456789";

    private final HttpServer server;
    private final RandomTokens random = new RandomTokens();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Set<String> readers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Mood mood = Mood.FINE;
    private volatile String login = "octocat";
    private volatile List<String> memberships = List.of();

    /** Starts one on a free port. */
    public GitHubSimulator() {
        this(onFreePort());
    }

    /** @param server not started yet, for example one that speaks TLS */
    public GitHubSimulator(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/login/oauth/authorize", exchange -> answer(exchange, this::authorize));
        server.createContext("/login/oauth/access_token", exchange -> answer(exchange, this::accessToken));
        server.createContext("/user", exchange -> answer(exchange, this::user));
        server.createContext("/user/emails", exchange -> answer(exchange, this::emails));
        server.createContext("/user/orgs", exchange -> answer(exchange, this::organizations));
        server.createContext("/user/teams", exchange -> answer(exchange, this::teams));
        server.start();
    }

    private static HttpServer onFreePort() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it behaves from now on. */
    public enum Mood {
        FINE,
        REFUSING,
        SLOW,
        FAILING,
        NOT_JSON,
        HUGE,
        UNVERIFIED_EMAIL
    }

    /** Changes its behaviour. */
    public void be(Mood newMood) {
        mood = newMood;
    }

    /** Who signs in from now on. */
    public void signInAs(String newLogin) {
        login = newLogin;
    }

    /** Whether the user of the token may be asked about, which the scope read:org decides. */
    private boolean mayReadMemberships(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization != null && readers.contains(authorization.substring("Bearer ".length()));
    }

    /** What the user is a member of from now on: {@code org} and {@code org/team}. */
    public void memberOf(String... organizationsAndTeams) {
        memberships = List.of(organizationsAndTeams);
    }

    /** Every token that it ever gave. */
    public Set<String> tokens() {
        return Set.copyOf(tokens.keySet());
    }

    /** The settings of a gateway that takes it for GitHub. */
    public Map<String, String> settings() {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "GITHUB_CLIENT_ID",
                CLIENT_ID,
                "GITHUB_CLIENT_SECRET",
                CLIENT_SECRET,
                "GITHUB_AUTHORIZE_URL",
                base + "/login/oauth/authorize",
                "GITHUB_TOKEN_URL",
                base + "/login/oauth/access_token",
                "GITHUB_API_URL",
                base,
                "IDENTITY_TIMEOUT",
                "2");
    }

    @Override
    public void close() {
        stopped.countDown();
        server.stop(0);
    }

    private Reply authorize(HttpExchange exchange, Map<String, String> query) {
        String state = query.getOrDefault("state", "");
        String redirectUri = query.getOrDefault("redirect_uri", "");
        if (!query.getOrDefault("client_id", "").equals(CLIENT_ID)) {
            return new Reply(404, "text/html", "no such app");
        }
        if (mood == Mood.REFUSING) {
            return redirect(exchange, redirectUri + "?error=access_denied&state=" + state);
        }
        String code = random.identifier();
        codes.put(code, query);
        return redirect(exchange, redirectUri + "?code=" + code + "&state=" + state);
    }

    private Reply accessToken(HttpExchange exchange, Map<String, String> form) {
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        String problem = asked == null
                ? "bad_verification_code"
                : !form.getOrDefault("client_secret", "").equals(CLIENT_SECRET)
                                || !form.getOrDefault("client_id", "").equals(CLIENT_ID)
                        ? "incorrect_client_credentials"
                        : !form.getOrDefault("redirect_uri", "").equals(asked.get("redirect_uri"))
                                ? "redirect_uri_mismatch"
                                : !Sha256.of(form.getOrDefault("code_verifier", ""))
                                                .equals(asked.get("code_challenge"))
                                        ? "bad_verification_code"
                                        : "";
        boolean json = "application/json".equals(exchange.getRequestHeaders().getFirst("Accept"));
        if (!problem.isEmpty()) {
            return new Reply(200, "application/json", "{\"error\":\"" + problem + "\"}");
        }
        String token = "gho_" + random.secret();
        tokens.put(token, login);
        if (asked.getOrDefault("scope", "").contains("read:org")) {
            readers.add(token);
        }
        return json
                ? new Reply(
                        200,
                        "application/json",
                        "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"scope\":\"read:user\"}")
                : new Reply(200, "application/x-www-form-urlencoded", "access_token=" + token);
    }

    private Reply user(HttpExchange exchange, Map<String, String> query) {
        String name = owner(exchange);
        return name == null
                ? new Reply(401, "application/json", "{\"message\":\"Bad credentials\"}")
                : new Reply(
                        200,
                        "application/json",
                        "{\"id\":583231,\"login\":\"" + name
                                + "\",\"name\":\"The Octocat\",\"email\":\"public@example.com\"}");
    }

    private Reply emails(HttpExchange exchange, Map<String, String> query) {
        boolean verified = mood != Mood.UNVERIFIED_EMAIL;
        return owner(exchange) == null
                ? new Reply(401, "application/json", "{\"message\":\"Bad credentials\"}")
                : new Reply(
                        200,
                        "application/json",
                        "[{\"email\":\"second@example.com\",\"primary\":false,\"verified\":true},"
                                + "{\"email\":\"octocat@example.com\",\"primary\":true,\"verified\":" + verified
                                + "}]");
    }

    private String owner(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? null : tokens.get(header.replaceFirst("^(Bearer|token) ", ""));
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query = exchange.getRequestURI().getRawQuery();
            Reply reply = moody(exchange, handler, parameters(body.isEmpty() ? query : body));
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply organizations(HttpExchange exchange, Map<String, String> query) {
        return members(exchange, query, name -> !name.contains("/"), name -> "{\"login\":\"" + name + "\"}");
    }

    private Reply teams(HttpExchange exchange, Map<String, String> query) {
        return members(exchange, query, name -> name.contains("/"), name -> {
            String[] parts = name.split("/");
            return "{\"slug\":\"" + parts[1] + "\",\"organization\":{\"login\":\"" + parts[0] + "\"}}";
        });
    }

    /** In pages, as GitHub gives lists; without the scope it refuses. */
    private Reply members(
            HttpExchange exchange, Map<String, String> query, Predicate<String> kind, UnaryOperator<String> json) {
        if (!mayReadMemberships(exchange)) {
            return new Reply(403, "application/json", "{\"message\":\"You need at least read:org scope\"}");
        }
        int length = Integer.parseInt(query.getOrDefault("per_page", "30"));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        return new Reply(
                200,
                "application/json",
                memberships.stream()
                        .filter(kind)
                        .skip((long) (page - 1) * length)
                        .limit(length)
                        .map(json)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** The browser's page always works; what goes wrong is between the servers. */
    private Reply moody(HttpExchange exchange, Handler handler, Map<String, String> parameters) {
        boolean page = exchange.getRequestURI().getPath().equals("/login/oauth/authorize");
        return switch (page ? Mood.FINE : mood) {
            case SLOW -> {
                awaitStop();
                yield new Reply(503, "text/plain", "");
            }
            case FAILING -> new Reply(502, "text/html", "<h1>Unicorn</h1>");
            case NOT_JSON -> new Reply(200, "text/html", "<h1>Hello</h1>");
            case HUGE -> new Reply(200, "application/json", "[" + " ".repeat(1_000_000) + "]");
            default -> handler.handle(exchange, parameters);
        };
    }

    private void awaitStop() {
        try {
            stopped.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reply redirect(HttpExchange exchange, String location) {
        exchange.getResponseHeaders().set("Location", location);
        return new Reply(302, "text/html", "");
    }

    private static Map<String, String> parameters(String encoded) {
        return encoded == null || encoded.isEmpty()
                ? new LinkedHashMap<>()
                : TestAuthorization.query(URI.create("http://x/?" + encoded));
    }

    private interface Handler {
        Reply handle(HttpExchange exchange, Map<String, String> parameters);
    }

    private record Reply(int status, String contentType, String body) {}
}
