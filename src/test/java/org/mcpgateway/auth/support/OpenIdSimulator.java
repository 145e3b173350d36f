package org.mcpgateway.auth.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * An OpenID Connect provider as a relying party meets it, strict: it knows one client with one redirect URI, wants PKCE
 * and a nonce, gives codes that work once, and fails or forges only when a test tells it to.
 */
public final class OpenIdSimulator implements AutoCloseable {

    /** The gateway's identifier there. */
    public static final String CLIENT_ID = "gateway at provider";

    /** The gateway's secret there; with characters that Basic credentials must encode. */
    public static final String CLIENT_SECRET = "simulated:openid+secret/0123456789";

    private final HttpServer server;
    private final RandomTokens random = new RandomTokens();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> accessTokens = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final boolean modern;
    private volatile KeyPair key = TestKeys.rsa();
    private volatile String keyId = "key-1";
    private volatile SignatureAlgorithm algorithm = Jwts.SIG.RS256;
    private volatile Fault fault = Fault.NONE;
    private volatile ForgedIdToken idToken = ForgedIdToken.GOOD;
    private volatile Map<String, Object> claims = Map.of();
    private volatile Map<String, Object> userinfo = Map.of();

    private OpenIdSimulator(boolean modern) {
        this.modern = modern;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, this::discovery));
        server.createContext("/authorize", exchange -> answer(exchange, this::authorize));
        server.createContext("/token", exchange -> answer(exchange, this::token));
        server.createContext("/keys", exchange -> answer(exchange, this::keys));
        server.createContext("/userinfo", exchange -> answer(exchange, this::userinfo));
        server.start();
    }

    /** One that authenticates clients by Basic and sends no {@code iss} to the callback. */
    public static OpenIdSimulator plain() {
        return new OpenIdSimulator(false);
    }

    /** One that wants the secret in the form and sends {@code iss} to the callback (RFC 9207). */
    public static OpenIdSimulator modern() {
        return new OpenIdSimulator(true);
    }

    /** What goes wrong at its addresses. */
    public enum Fault {
        NONE,
        DOWN,
        OTHER_ISSUER,
        INSECURE_ENDPOINT,
        TOKENS_SLOW,
        TOKENS_HUGE,
        TOKENS_GARBAGE,
        TOKENS_FAILING,
        TOKENS_REFUSING,
        TOKENS_WITHOUT_ID_TOKEN,
        KEYS_GARBAGE,
        USERINFO_OF_ANOTHER
    }

    /** Changes what goes wrong. */
    public void fail(Fault newFault) {
        fault = newFault;
    }

    /** Changes what its id_tokens are like. */
    public void forge(ForgedIdToken newIdToken) {
        idToken = newIdToken;
    }

    /** Who signs in from now on: claims of the id_token, {@code sub} among them. */
    public void signInAs(Map<String, Object> newClaims) {
        claims = newClaims;
        userinfo = Map.of();
    }

    /** What userinfo tells besides. */
    public void tellMore(Map<String, Object> more) {
        userinfo = more;
    }

    /** Signs with a new key from now on, and publishes no other. */
    public void rotateKey() {
        rotateKey(Jwts.SIG.RS256);
    }

    /** The same with a key for another algorithm. */
    public void rotateKey(SignatureAlgorithm newAlgorithm) {
        algorithm = newAlgorithm;
        key = newAlgorithm.keyPair().build();
        keyId = "key-" + random.identifier();
    }

    /** How often its keys were asked for. */
    public int keyFetches() {
        return keyFetches.get();
    }

    /** Its issuer identifier. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of a gateway that knows it under this name. */
    public Map<String, String> settings(String name) {
        String prefix = "OIDC_" + name.toUpperCase(java.util.Locale.ROOT) + "_";
        return Map.of(
                prefix + "ISSUER",
                issuer(),
                prefix + "CLIENT_ID",
                CLIENT_ID,
                prefix + "CLIENT_SECRET",
                CLIENT_SECRET,
                prefix + "LABEL",
                "Sign-on of " + name);
    }

    @Override
    public void close() {
        stopped.countDown();
        server.stop(0);
    }

    private Reply discovery(HttpExchange exchange, Map<String, String> query) {
        String base = issuer();
        var document = Json.createObjectBuilder()
                .add("issuer", fault == Fault.OTHER_ISSUER ? base + "/" : base)
                .add("authorization_endpoint", base + "/authorize?tenant=1")
                .add("token_endpoint", fault == Fault.INSECURE_ENDPOINT ? "ftp://127.0.0.1/token" : base + "/token")
                .add("jwks_uri", base + "/keys")
                .add("userinfo_endpoint", base + "/userinfo")
                .add(
                        "id_token_signing_alg_values_supported",
                        Json.createArrayBuilder(List.of("RS256", "ES256", "EdDSA", "HS256", "none")))
                .add(
                        "token_endpoint_auth_methods_supported",
                        Json.createArrayBuilder(List.of(modern ? "client_secret_post" : "client_secret_basic")))
                .add("authorization_response_iss_parameter_supported", modern);
        return json(200, document.build().toString());
    }

    private Reply authorize(HttpExchange exchange, Map<String, String> query) {
        boolean right = CLIENT_ID.equals(query.get("client_id"))
                && "1".equals(query.get("tenant"))
                && "code".equals(query.get("response_type"))
                && "S256".equals(query.get("code_challenge_method"))
                && query.getOrDefault("scope", "").startsWith("openid")
                && !query.getOrDefault("nonce", "").isEmpty()
                && !query.getOrDefault("state", "").isEmpty();
        if (!right) {
            return new Reply(400, "text/html", "no request of a client known here: " + query.keySet());
        }
        String code = random.identifier();
        codes.put(code, query);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        query.get("redirect_uri") + "?"
                                + TestClient.encode("code", code, "state", query.get("state"))
                                + (modern ? "&" + TestClient.encode("iss", issuer()) : ""));
        return new Reply(302, "text/html", "");
    }

    private Reply token(HttpExchange exchange, Map<String, String> form) {
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        if (!isAuthenticated(exchange, form) || fault == Fault.TOKENS_REFUSING) {
            return json(401, "{\"error\":\"invalid_client\"}");
        }
        boolean right = asked != null
                && Objects.equals(form.get("grant_type"), "authorization_code")
                && Objects.equals(form.get("redirect_uri"), asked.get("redirect_uri"))
                && Sha256.of(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"));
        if (!right) {
            return json(400, "{\"error\":\"invalid_grant\"}");
        }
        String accessToken = random.secret();
        accessTokens.put(accessToken, claims);
        var answer = Json.createObjectBuilder()
                .add("access_token", accessToken)
                .add("token_type", "Bearer")
                .add("expires_in", 60);
        if (fault != Fault.TOKENS_WITHOUT_ID_TOKEN) {
            var good = new ForgedIdToken.Good(issuer(), CLIENT_ID, asked.get("nonce"), claims, keyId, key, algorithm);
            answer.add("id_token", idToken.make(good));
        }
        return json(200, answer.build().toString());
    }

    private boolean isAuthenticated(HttpExchange exchange, Map<String, String> form) {
        String header = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        return modern
                ? header.isEmpty()
                        && CLIENT_ID.equals(form.get("client_id"))
                        && CLIENT_SECRET.equals(form.get("client_secret"))
                : header.equals(TestClient.basic(CLIENT_ID, CLIENT_SECRET)) && !form.containsKey("client_secret");
    }

    private Reply keys(HttpExchange exchange, Map<String, String> query) {
        keyFetches.incrementAndGet();
        String own = Jwks.json(Jwks.builder()
                .key(key.getPublic())
                .id(keyId)
                .publicKeyUse("sig")
                .build());
        String forEncryption = Jwks.json(Jwks.builder()
                .key((RSAPublicKey) ForgedIdToken.ENCRYPTION_KEY.getPublic())
                .id(ForgedIdToken.ENCRYPTION_KEY_ID)
                .publicKeyUse("enc")
                .build());
        String shared = "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"" + "A".repeat(43) + "\"}";
        String strange = "{\"kty\":\"UNHEARD-OF\",\"kid\":\"strange\"}";
        return json(200, "{\"keys\":[" + String.join(",", strange, shared, forEncryption, own) + "]}");
    }

    private Reply userinfo(HttpExchange exchange, Map<String, String> query) {
        String header = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        Map<String, Object> owner = accessTokens.get(header.replaceFirst("^Bearer ", ""));
        if (owner == null) {
            return json(401, "{\"error\":\"invalid_token\"}");
        }
        Map<String, Object> all = new LinkedHashMap<>(userinfo);
        all.put("sub", fault == Fault.USERINFO_OF_ANOTHER ? "somebody-else" : owner.get("sub"));
        return json(200, Json.createObjectBuilder(all).build().toString());
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            String encoded = exchange.getRequestMethod().equals("POST")
                    ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    : exchange.getRequestURI().getRawQuery();
            Map<String, String> parameters = encoded == null || encoded.isEmpty()
                    ? Map.of()
                    : TestAuthorization.query(URI.create("http://x/?" + encoded));
            Reply reply = faulty(exchange, handler, parameters);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply faulty(HttpExchange exchange, Handler handler, Map<String, String> parameters) {
        String path = exchange.getRequestURI().getPath();
        return switch (fault) {
            case DOWN -> new Reply(503, "text/html", "<h1>Closed</h1>");
            case KEYS_GARBAGE -> path.equals("/keys") ? json(200, "[1]") : handler.handle(exchange, parameters);
            case TOKENS_SLOW, TOKENS_HUGE, TOKENS_GARBAGE, TOKENS_FAILING ->
                path.equals("/token") ? faultyTokens() : handler.handle(exchange, parameters);
            default -> handler.handle(exchange, parameters);
        };
    }

    private Reply faultyTokens() {
        return switch (fault) {
            case TOKENS_SLOW -> {
                awaitStop();
                yield new Reply(503, "text/plain", "");
            }
            case TOKENS_HUGE -> json(200, "{\"id_token\":\"" + "A".repeat(2_000_000) + "\"}");
            case TOKENS_GARBAGE -> new Reply(200, "text/html", "<h1>Hello</h1>");
            default -> new Reply(500, "text/html", "");
        };
    }

    private void awaitStop() {
        try {
            stopped.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reply json(int status, String body) {
        return new Reply(status, "application/json", body);
    }

    private interface Handler {
        Reply handle(HttpExchange exchange, Map<String, String> parameters);
    }

    private record Reply(int status, String contentType, String body) {}
}
