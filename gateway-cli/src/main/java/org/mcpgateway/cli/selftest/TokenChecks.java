package org.mcpgateway.cli.selftest;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The token endpoint, introspection and revocation. */
record TokenChecks(Deployment deployment) {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    List<Check> all() {
        return List.of(
                new Check("client with a secret, without it", "RFC 6749 s3.2.1", this::withoutSecret),
                new Check("client with a wrong secret", "RFC 6749 s2.3.1", this::wrongSecret),
                new Check("client that nobody registered", "RFC 6749 s5.2", this::unknownClient),
                new Check("code that was never given", "RFC 6749 s5.2", this::guessedCode),
                new Check("refresh token that was never given", "RFC 6749 s5.2", this::guessedRefresh),
                new Check("password grant", "RFC 9700 s2.4", this::password),
                new Check("client_credentials by a stranger", "RFC 6749 s4.4", this::clientCredentials),
                new Check("the same parameter twice", "RFC 6749 s3.2", this::twice),
                new Check("token request in the query", "RFC 6749 s3.2", this::query),
                new Check("answers stay out of caches", "RFC 6749 s5.1", this::noStore),
                new Check("introspection by nobody", "RFC 7662 s2.1", this::introspection),
                new Check("introspection by a stranger", "RFC 7662 s4", this::introspectionByStranger));
    }

    private Seen withoutSecret() throws InterruptedException {
        Optional<JsonObject> client = deployment.guests().confidential();
        return client.isEmpty() ? none() : unauthenticated(redeem(id(client.get())));
    }

    private Seen wrongSecret() throws InterruptedException {
        Optional<JsonObject> client = deployment.guests().confidential();
        return client.isEmpty() ? none() : unauthenticated(redeem(id(client.get()), "client_secret", "wrong"));
    }

    private Seen unknownClient() throws InterruptedException {
        return unauthenticated(redeem("nobody-registered-this"));
    }

    /** The client is asked first: a server that looks at the code instead does not authenticate. */
    private static Seen unauthenticated(Answer answer) {
        return Seen.that(answer, answer.error().equals("invalid_client"), answer.words());
    }

    private Seen guessedCode() throws InterruptedException {
        Optional<JsonObject> client = deployment.guests().stranger();
        return client.isEmpty() ? none() : Seen.refusal(redeem(id(client.get())));
    }

    private Seen guessedRefresh() throws InterruptedException {
        Optional<JsonObject> client = deployment.guests().stranger();
        return client.isEmpty()
                ? none()
                : Seen.refusal(token(
                        "grant_type", "refresh_token", "refresh_token", "guessed", "client_id", id(client.get())));
    }

    private Seen password() throws InterruptedException {
        return Seen.refusal(token("grant_type", "password", "username", "admin", "password", "admin"));
    }

    private Seen clientCredentials() throws InterruptedException {
        Optional<JsonObject> client = deployment.guests().confidential();
        return client.isEmpty()
                ? none()
                : Seen.refusal(token(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        id(client.get()),
                        "client_secret",
                        client.get().getString("client_secret")));
    }

    private Seen twice() throws InterruptedException {
        Answer answer = redeem("nobody-registered-this", "client_id", "somebody-else");
        return Seen.that(answer, answer.error().equals("invalid_request"), answer.words());
    }

    private Seen query() throws InterruptedException {
        return Seen.refusal(deployment.wire().get(URI.create(endpoint() + "?grant_type=authorization_code&code=x")));
    }

    private Seen noStore() throws InterruptedException {
        Answer answer = redeem("nobody-registered-this");
        String control = answer.header("Cache-Control");
        return Seen.that(answer, control.contains("no-store"), "Cache-Control: " + control);
    }

    private Seen introspection() throws InterruptedException {
        Optional<URI> endpoint = deployment.endpoint("introspection_endpoint");
        return endpoint.isEmpty()
                ? Seen.untested("there is none")
                : Seen.refusal(deployment
                        .wire()
                        .form(endpoint.get(), "token", deployment.token().orElse("of-nobody")));
    }

    /** Somebody's token is nothing to a client that it was not given to. */
    private Seen introspectionByStranger() throws InterruptedException {
        Optional<URI> endpoint = deployment.endpoint("introspection_endpoint");
        Optional<JsonObject> client = deployment.guests().confidential();
        if (endpoint.isEmpty() || client.isEmpty() || deployment.token().isEmpty()) {
            return Seen.untested("needs a token, an introspection endpoint and a client with a secret");
        }
        Answer answer = deployment
                .wire()
                .form(
                        endpoint.get(),
                        "token",
                        deployment.token().get(),
                        "client_id",
                        id(client.get()),
                        "client_secret",
                        client.get().getString("client_secret"));
        JsonValue active = answer.json().get("active");
        if (answer.status() != 200 || !(JsonValue.TRUE.equals(active) || JsonValue.FALSE.equals(active))) {
            return Seen.refusal(answer);
        }
        return JsonValue.TRUE.equals(active)
                ? Seen.failed("it is told who the token is for")
                : Seen.withstood(answer.words());
    }

    private Answer redeem(String client, String... more) throws InterruptedException {
        String[] parameters = {
            "grant_type",
            "authorization_code",
            "code",
            "never-given-by-anybody",
            "redirect_uri",
            Guests.REDIRECT,
            "code_verifier",
            VERIFIER,
            "client_id",
            client
        };
        String[] all = java.util.Arrays.copyOf(parameters, parameters.length + more.length);
        System.arraycopy(more, 0, all, parameters.length, more.length);
        return token(all);
    }

    private Answer token(String... parameters) throws InterruptedException {
        return deployment.wire().form(endpoint(), parameters);
    }

    private URI endpoint() {
        return deployment.endpoint("token_endpoint").orElseThrow();
    }

    private static String id(JsonObject client) {
        return client.getString("client_id");
    }

    private static Seen none() {
        return Seen.untested("no such client could be registered");
    }
}
