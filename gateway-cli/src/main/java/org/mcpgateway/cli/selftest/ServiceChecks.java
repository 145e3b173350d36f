package org.mcpgateway.cli.selftest;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service behind the gateway, attacked by strangers: ForwardAuth has to keep them out. */
record ServiceChecks(Deployment deployment, URI service, Instant now) {

    private static final Pattern ABSOLUTE = Pattern.compile(".*resource_metadata=\"https?://[^\"]+\".*");
    static final String EVIL = "http://evil.example";

    List<Check> all() {
        ForgedTokens forged = new ForgedTokens(deployment, now);
        return List.of(
                new Check("no token", "RFC 6750 s3, RFC 9728 s5.1", this::withoutToken),
                new Check("token without a signature", "RFC 8725 s3.1", () -> bearer(forged.unsigned())),
                new Check("token signed with the public key", "RFC 8725 s2.1", () -> {
                    Optional<String> token = forged.keyConfusion();
                    return token.isEmpty() ? Seen.untested("no RSA key is published") : bearer(token.get());
                }),
                new Check("token signed with another key", "RFC 9068 s4", () -> bearer(forged.ownKey())),
                new Check("token in the query", "RFC 9700 s4.3.2", this::query),
                new Check("identity headers of a stranger", "MCP authorization", this::identity),
                new Check("forwarded address of another path", "CVE-2026-40575", this::forwarded),
                new Check("other spellings of the path", "CVE-2026-35051", this::spellings),
                new Check("CORS for any page", "Fetch, CORS protocol", this::cors));
    }

    private Seen withoutToken() throws InterruptedException {
        Answer answer = deployment.wire().json(service, Deployment.INITIALIZE);
        String challenge = answer.header("WWW-Authenticate");
        boolean absolute = ABSOLUTE.matcher(challenge).matches();
        return Seen.that(
                answer,
                answer.status() == 401 && absolute,
                answer.words() + (absolute ? ", says where to get one" : ", does not say where to get one"));
    }

    private Seen bearer(String token) throws InterruptedException {
        return unauthorized(deployment.wire().json(service, Deployment.INITIALIZE, "Authorization", "Bearer " + token));
    }

    /** 401 and nothing else: 404 or 400 would mean that it went through to what is behind. */
    static Seen unauthorized(Answer answer) {
        return Seen.that(answer, answer.status() == 401, answer.words());
    }

    private Seen query() throws InterruptedException {
        String token = deployment.token().orElse("of-nobody");
        return unauthorized(
                deployment.wire().json(URI.create(service + "?access_token=" + token), Deployment.INITIALIZE));
    }

    private Seen identity() throws InterruptedException {
        return unauthorized(deployment
                .wire()
                .json(
                        service,
                        Deployment.INITIALIZE,
                        "X-User-Id",
                        "admin",
                        "X-User-Name",
                        "admin",
                        "X_User_Name",
                        "admin",
                        "X-Client-Id",
                        "admin",
                        "X-Forwarded-User",
                        "admin"));
    }

    private Seen forwarded() throws InterruptedException {
        return unauthorized(deployment
                .wire()
                .json(
                        service,
                        Deployment.INITIALIZE,
                        "X-Forwarded-Uri",
                        "/.well-known/oauth-protected-resource",
                        "X-Forwarded-Method",
                        "OPTIONS",
                        "X-Original-URL",
                        "/health"));
    }

    private Seen spellings() throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        List<String> through = new ArrayList<>();
        String path = service.getRawPath();
        String origin = service.toString().substring(0, service.toString().length() - path.length());
        for (String spelt : List.of(
                "/" + path,
                path.replaceFirst("/mcp$", "/%6dcp"),
                path + ";x=/.well-known/x",
                path + "/.",
                "/.well-known/.." + path,
                "/.well-known/%2e%2e" + path)) {
            Answer answer = deployment.wire().json(URI.create(origin + spelt), Deployment.INITIALIZE);
            answers.add(answer);
            if (isOfAService(answer)) {
                through.add(spelt);
            }
        }
        return Seen.that(answers, through, "none goes through", "go through: " + through);
    }

    /** Messages are JSON or a stream: an empty answer is the proxy's or the server's own. */
    private static boolean isOfAService(Answer answer) {
        String type = answer.header("Content-Type");
        return answer.status() / 100 == 2
                && (type.startsWith("application/json") || type.startsWith("text/event-stream"));
    }

    private Seen cors() throws InterruptedException {
        Answer answer = deployment
                .wire()
                .send(
                        "OPTIONS",
                        service,
                        "",
                        "Origin",
                        EVIL,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization");
        String allowed = answer.header("Access-Control-Allow-Origin");
        boolean credentials = answer.header("Access-Control-Allow-Credentials").equals("true");
        boolean open = allowed.equals(EVIL) || (allowed.equals("*") && credentials);
        return Seen.that(answer, !open, allowed.isEmpty() ? "not allowed" : "Access-Control-Allow-Origin: " + allowed);
    }
}
