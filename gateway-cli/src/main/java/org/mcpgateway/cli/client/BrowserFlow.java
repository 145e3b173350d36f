package org.mcpgateway.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.api.NewSecrets;
import org.mcpgateway.cli.api.Report;

/**
 * Lets a person sign in with the browser of this machine: authorization code with PKCE, and a redirect to a port of
 * this process (RFC 8252 s7.3). The answer must bear the state that was sent and, where the server announces it, its
 * name (RFC 9207).
 */
public final class BrowserFlow implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final byte[] DONE =
            "<!doctype html><meta charset=utf-8><title>Signed in</title><p>Done. You can close this window."
                    .getBytes(StandardCharsets.UTF_8);

    private final AuthorizationServer server;
    private final CommandContext context;
    private final Consumer<String> person;
    private final String state = random();
    private final String verifier = random();
    private final BlockingQueue<Map<String, String>> answers = new ArrayBlockingQueue<>(1);
    private final HttpServer listener;

    /**
     * Listens for the answer.
     *
     * @param person is told what to do, a line at a time
     * @throws IOException when no port of this machine can be had
     */
    public BrowserFlow(AuthorizationServer server, CommandContext context, Consumer<String> person) throws IOException {
        this.server = server;
        this.context = context;
        this.person = person;
        this.listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/callback", this::take);
        listener.start();
    }

    /** Where the answer is awaited; the client must have it registered. */
    public URI redirectUri() {
        return URI.create("http://127.0.0.1:" + listener.getAddress().getPort() + "/callback");
    }

    /**
     * Shows the person where to sign in and waits for them.
     *
     * @param parameters of the authorization request, {@code client_id} among them
     * @return those of the token request
     * @throws CommandException UNAUTHORIZED when the person refuses or does not come
     */
    public Map<String, String> code(Map<String, String> parameters) throws InterruptedException {
        Map<String, String> request = new LinkedHashMap<>(parameters);
        request.put("response_type", "code");
        request.put("redirect_uri", redirectUri().toString());
        request.put("state", state);
        request.put("code_challenge", challenge(verifier));
        request.put("code_challenge_method", "S256");
        String endpoint = server.required("authorization_endpoint").toString();
        String address = endpoint + (endpoint.contains("?") ? "&" : "?") + HttpCalls.encode(request);
        person.accept("Sign in at " + address);
        open(address);
        Map<String, String> answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new CommandException(ExitCode.UNAUTHORIZED, "nobody signed in in time: run it again");
        }
        return Map.of(
                "grant_type", "authorization_code",
                "code", code(answer, server),
                "redirect_uri", redirectUri().toString(),
                "client_id", parameters.getOrDefault("client_id", ""),
                "resource", server.resource(),
                "code_verifier", verifier);
    }

    @Override
    public void close() {
        listener.stop(0);
    }

    private static String code(Map<String, String> answer, AuthorizationServer server) {
        boolean announced = server.metadata().getBoolean("authorization_response_iss_parameter_supported", false);
        String issuer = answer.getOrDefault("iss", announced ? "" : server.issuer());
        if (!issuer.equals(server.issuer())) {
            throw new CommandException(ExitCode.UNAUTHORIZED, "the answer is not of " + server.issuer());
        }
        if (answer.containsKey("error")) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    "the sign-in was refused: "
                            + Report.plain(answer.getOrDefault("error_description", answer.getOrDefault("error", ""))));
        }
        return answer.getOrDefault("code", "");
    }

    /** Only an answer with this flow's state counts: any page can call a port of this machine. */
    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> answer = parameters(exchange.getRequestURI().getRawQuery());
        boolean ours = MessageDigest.isEqual(
                state.getBytes(StandardCharsets.US_ASCII),
                answer.getOrDefault("state", "").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Connection", "close");
        if (!ours) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(200, DONE.length);
        exchange.getResponseBody().write(DONE);
        exchange.close();
        answers.offer(answer); // the listener stops as soon as somebody has it
    }

    private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    /** A browser that cannot be opened is no failure: the address has been shown. */
    private void open(String address) {
        List<String> line = new ArrayList<>();
        String chosen = context.environment().getOrDefault("BROWSER", "");
        if (!chosen.isEmpty()) {
            line.add(chosen);
        } else if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")) {
            line.add("open");
        } else {
            line.add("xdg-open");
        }
        line.add(address);
        try {
            new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            person.accept("(no browser could be opened here; --device shows a code for another one)");
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(NewSecrets.random());
    }
}
