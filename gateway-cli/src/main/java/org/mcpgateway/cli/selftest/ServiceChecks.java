package org.mcpgateway.cli.selftest;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service behind the gateway: ForwardAuth, and the bridge. */
record ServiceChecks(Deployment deployment, URI service, Instant now) {

    private static final Pattern ABSOLUTE = Pattern.compile(".*resource_metadata=\"https?://[^\"]+\".*");
    private static final String EVIL = "http://evil.example";

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
                new Check("CORS for any page", "Fetch, CORS protocol", this::cors),
                new Check("good token", "RFC 6750 s2.1", this::good),
                new Check("altered token", "RFC 9068 s4", this::altered),
                new Check("page of another origin with a good token", "MCP transports, DNS rebinding", this::origin),
                new Check("strange session ids", "MCP transports", this::sessions),
                new Check("token at the admin API", "RFC 9068 s4, RFC 8707", this::audience));
    }

    private Seen withoutToken() throws InterruptedException {
        Answer answer = deployment.wire().json(service, Deployment.INITIALIZE);
        String challenge = answer.header("WWW-Authenticate");
        boolean absolute = ABSOLUTE.matcher(challenge).matches();
        return Seen.that(
                answer.status() == 401 && absolute,
                answer.words() + (absolute ? ", says where to get one" : ", does not say where to get one"));
    }

    private Seen bearer(String token) throws InterruptedException {
        return unauthorized(deployment.wire().json(service, Deployment.INITIALIZE, "Authorization", "Bearer " + token));
    }

    /** 401 and nothing else: 404 or 400 would mean that it went through to what is behind. */
    private static Seen unauthorized(Answer answer) {
        return Seen.that(answer.status() == 401, answer.words());
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
            if (isOfAService(answer)) {
                through.add(spelt);
            }
        }
        return Seen.that(through.isEmpty(), through.isEmpty() ? "none goes through" : "go through: " + through);
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
        return Seen.that(!open, allowed.isEmpty() ? "not allowed" : "Access-Control-Allow-Origin: " + allowed);
    }

    private Seen good() throws InterruptedException {
        return withToken(token -> {
            Answer answer = open(token);
            end(token, answer);
            return Seen.that(answer.status() == 200, answer.words());
        });
    }

    private Seen altered() throws InterruptedException {
        return withToken(token -> {
            int middle = token.lastIndexOf('.') + 10;
            char other = token.charAt(middle) == 'A' ? 'B' : 'A';
            return bearer(token.substring(0, middle) + other + token.substring(middle + 1));
        });
    }

    private Seen origin() throws InterruptedException {
        return withToken(token -> {
            Answer answer = deployment
                    .wire()
                    .json(service, Deployment.INITIALIZE, "Authorization", "Bearer " + token, "Origin", EVIL);
            end(token, answer);
            return Seen.that(answer.status() == 403, answer.words());
        });
    }

    private Seen sessions() throws InterruptedException {
        return withToken(token -> {
            List<Integer> statuses = new ArrayList<>();
            for (String id : List.of("__proto__", "toString", "../../etc/passwd", "x".repeat(8000))) {
                statuses.add(deployment
                        .wire()
                        .json(
                                service,
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                                "Authorization",
                                "Bearer " + token,
                                "Mcp-Session-Id",
                                id)
                        .status());
            }
            return Seen.that(
                    statuses.stream().allMatch(status -> status >= 400 && status < 500), "statuses " + statuses);
        });
    }

    private Seen audience() throws InterruptedException {
        return withToken(token -> {
            Answer answer = deployment
                    .wire()
                    .get(URI.create(deployment.issuer() + "/admin/api/stats"), "Authorization", "Bearer " + token);
            return Seen.that(answer.isRefusal(), answer.words());
        });
    }

    private Answer open(String token) throws InterruptedException {
        return deployment.wire().json(service, Deployment.INITIALIZE, "Authorization", "Bearer " + token);
    }

    /** Leaves no session behind. */
    private void end(String token, Answer opened) throws InterruptedException {
        String session = opened.header("Mcp-Session-Id");
        if (opened.status() == 200 && !session.isEmpty()) {
            deployment
                    .wire()
                    .send("DELETE", service, "", "Authorization", "Bearer " + token, "Mcp-Session-Id", session);
        }
    }

    /** An attack by somebody who may be here. */
    @FunctionalInterface
    private interface WithToken {
        Seen run(String token) throws InterruptedException;
    }

    private Seen withToken(WithToken attack) throws InterruptedException {
        return deployment.token().isEmpty()
                ? Seen.untested("needs a token: --token, or ./gateway client-token " + service)
                : attack.run(deployment.token().get());
    }
}
