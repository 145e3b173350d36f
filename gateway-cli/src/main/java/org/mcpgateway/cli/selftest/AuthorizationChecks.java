package org.mcpgateway.cli.selftest;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The authorization endpoint, as a page of an attacker would send people to it. */
record AuthorizationChecks(Deployment deployment) {

    private static final String SCRIPT = "<script>alert(1)</script>";

    /** Of RFC 7636 appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    List<Check> all() {
        return List.of(
                refused("without PKCE", "RFC 9700 s2.1.1", Map.of("code_challenge", "", "code_challenge_method", "")),
                refused("PKCE with plain", "RFC 9700 s2.1.1", Map.of("code_challenge_method", "plain")),
                refused("a challenge of one letter", "RFC 7636 s4.2", Map.of("code_challenge", "x")),
                refused("implicit grant", "RFC 9700 s2.1.2", Map.of("response_type", "token")),
                refused("a resource that is none", "RFC 8707 s2", Map.of("resource", "https://evil.example/mcp")),
                elsewhere("code to another host", "https://evil.example/cb"),
                elsewhere("code to a longer path", Guests.REDIRECT + "/more"),
                elsewhere("code to a longer host", Guests.REDIRECT.replace("127.0.0.1", "127.0.0.1.evil.example")),
                new Check("unknown client is not redirected", "RFC 9700 s4.11.2", this::unknownClient),
                new Check("script in client_id", "RFC 6749 s10.14", this::script),
                new Check("script in a client's name", "RFC 7591 s5", this::scriptInName),
                new Check("pages in other people's frames", "RFC 9700 s4.16", this::frames));
    }

    /** A request like a good one but for some parameters; an empty one is left out. */
    private Check refused(String name, String reference, Map<String, String> spoilt) {
        return new Check(name, reference, () -> {
            Optional<Seen> obstacle = obstacle();
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            Answer answer = ask(spoilt);
            String location = answer.header("Location");
            boolean told = answer.isRedirect() && location.startsWith(Guests.REDIRECT) && location.contains("error=");
            return told ? Seen.withstood("refused by redirect") : Seen.refusal(answer);
        });
    }

    /** Never redirected, whatever it says: whoever is there is not known (RFC 6749 s4.1.2.1). */
    private Check elsewhere(String name, String redirectUri) {
        return new Check(name, "RFC 9700 s4.1.3", () -> {
            Optional<Seen> obstacle = obstacle();
            return obstacle.isPresent() ? obstacle.get() : Seen.refusal(ask(Map.of("redirect_uri", redirectUri)));
        });
    }

    private Seen unknownClient() throws InterruptedException {
        Answer answer = ask(Map.of("client_id", "nobody-registered-this", "redirect_uri", "https://evil.example/cb"));
        return Seen.refusal(answer);
    }

    private Seen script() throws InterruptedException {
        return escaped(ask(Map.of("client_id", SCRIPT)));
    }

    private Seen scriptInName() throws InterruptedException {
        if (deployment.guests().endpoint().isEmpty()) {
            return Seen.untested("strangers cannot register here");
        }
        Answer registered = deployment
                .guests()
                .register(Guests.metadata("none", Guests.REDIRECT).add("client_name", SCRIPT));
        if (registered.status() / 100 != 2) {
            return Seen.refusal(registered);
        }
        return escaped(ask(Map.of("client_id", registered.json().getString("client_id", ""))));
    }

    private static Seen escaped(Answer answer) {
        return Seen.that(
                answer,
                !answer.body().contains(SCRIPT) && !answer.header("Location").contains("<script"),
                answer.words() + (answer.body().contains(SCRIPT) ? ", the script is in the page" : ""));
    }

    private Seen frames() throws InterruptedException {
        Answer page = ask(Map.of("client_id", "nobody-registered-this"));
        String policy = page.header("Content-Security-Policy").toLowerCase(Locale.ROOT);
        boolean good = policy.contains("frame-ancestors 'none'")
                || policy.contains("frame-ancestors 'self'")
                || !page.header("X-Frame-Options").isEmpty();
        return Seen.that(page, good, good ? "forbidden" : "no X-Frame-Options, no frame-ancestors");
    }

    /** Why a refusal would say nothing: there is no client, or even a good request is refused. */
    private Optional<Seen> obstacle() throws InterruptedException {
        if (deployment.guests().stranger().isEmpty()) {
            return Optional.of(Seen.untested("strangers cannot register here"));
        }
        Answer good = ask(Map.of());
        return good.isMissing() || good.isRefusal() || good.header("Location").contains("error=")
                ? Optional.of(Seen.untested("even a good request is refused: " + good.words()))
                : Optional.empty();
    }

    /** A good request but for these parameters; an empty one is left out. */
    Answer ask(Map<String, String> spoilt) throws InterruptedException {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", deployment.guests().stranger().map(this::id).orElse("nobody-registered-this"));
        request.put("redirect_uri", Guests.REDIRECT);
        request.put("state", "of-the-self-test");
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        deployment.service().ifPresent(service -> request.put("resource", deployment.resource()));
        request.putAll(spoilt);
        request.values().removeIf(String::isEmpty);
        String query = Wire.encode(request.entrySet().stream()
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new));
        URI endpoint = deployment.endpoint("authorization_endpoint").orElseThrow();
        return deployment.wire().get(URI.create(endpoint + "?" + query));
    }

    private String id(JsonObject client) {
        return client.getString("client_id");
    }
}
