package org.mcpgateway.cli.selftest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A service behind the gateway, attacked by somebody who may use it. */
record UserChecks(Deployment deployment, URI service) {

    List<Check> all() {
        return List.of(
                new Check("good token", "RFC 6750 s2.1", this::good),
                new Check("altered token", "RFC 9068 s4", this::altered),
                new Check("page of another origin with a good token", "MCP transports, DNS rebinding", this::origin),
                new Check("strange session ids", "MCP transports", this::sessions),
                new Check("token at the admin API", "RFC 9068 s4, RFC 8707", this::audience));
    }

    private Seen good() throws InterruptedException {
        return withToken(token -> {
            Answer answer = open(token);
            end(token, answer);
            return Seen.that(answer, answer.status() == 200, answer.words());
        });
    }

    private Seen altered() throws InterruptedException {
        return withToken(token -> {
            int middle = token.lastIndexOf('.') + 10;
            char other = token.charAt(middle) == 'A' ? 'B' : 'A';
            return ServiceChecks.unauthorized(open(token.substring(0, middle) + other + token.substring(middle + 1)));
        });
    }

    private Seen origin() throws InterruptedException {
        return withToken(token -> {
            Answer answer = deployment
                    .wire()
                    .json(
                            service,
                            Deployment.INITIALIZE,
                            "Authorization",
                            "Bearer " + token,
                            "Origin",
                            ServiceChecks.EVIL);
            end(token, answer);
            return Seen.that(answer, answer.status() == 403, answer.words());
        });
    }

    private Seen sessions() throws InterruptedException {
        return withToken(token -> {
            List<Answer> answers = new ArrayList<>();
            for (String id : List.of("__proto__", "toString", "../../etc/passwd", "x".repeat(8000))) {
                answers.add(deployment
                        .wire()
                        .json(
                                service,
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                                "Authorization",
                                "Bearer " + token,
                                "Mcp-Session-Id",
                                id));
            }
            return Seen.refusals(answers);
        });
    }

    private Seen audience() throws InterruptedException {
        return withToken(token -> {
            Answer answer = deployment
                    .wire()
                    .get(URI.create(deployment.issuer() + "/admin/api/stats"), "Authorization", "Bearer " + token);
            return Seen.refusal(answer);
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
