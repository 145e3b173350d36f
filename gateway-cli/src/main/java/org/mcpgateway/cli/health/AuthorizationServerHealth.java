package org.mcpgateway.cli.health;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.HttpCalls;

/** Whether the authorization server says who it is, has its keys, and reaches its Redis. */
record AuthorizationServerHealth(HttpCalls calls, URI issuer) {

    private static final Duration WAIT = Duration.ofSeconds(20);

    Condition look() throws InterruptedException {
        try {
            JsonObject metadata = document("/.well-known/oauth-authorization-server");
            if (!metadata.getString("issuer", "").equals(issuer.toString())) {
                return unhealthy("it says that it is " + metadata.getString("issuer", "nobody")
                        + ": GATEWAY_ISSUER or BASE_DOMAIN is wrong");
            }
            int keys = document("/jwks")
                    .getOrDefault("keys", JsonValue.EMPTY_JSON_ARRAY)
                    .asJsonArray()
                    .size();
            return records()
                    .orElseGet(() -> new Condition("auth", issuer, Condition.State.HEALTHY, keys + " signing keys"));
        } catch (CommandException e) {
            return Condition.of("auth", issuer, e);
        }
    }

    /** By a client that there is not: who can say so has asked Redis. */
    private Optional<Condition> records() throws InterruptedException {
        HttpResponse<Void> answer = calls.beginning(
                HttpRequest.newBuilder(URI.create(issuer + "/authorize?client_id=gateway-health&response_type=code"))
                        .GET(),
                WAIT);
        return answer.statusCode() >= 500
                ? Optional.of(unhealthy("status " + answer.statusCode() + " where it needs Redis: ./gateway doctor"))
                : Optional.empty();
    }

    private JsonObject document(String path) throws InterruptedException {
        return calls.document(URI.create(issuer + path))
                .orElseThrow(() -> new CommandException(
                        ExitCode.NOT_FOUND, "there is no " + path + ": is --url the issuer of a gateway?"));
    }

    private Condition unhealthy(String seen) {
        return new Condition("auth", issuer, Condition.State.UNHEALTHY, seen);
    }
}
