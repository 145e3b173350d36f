package org.mcpgateway.cli.selftest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The clients that the attacks register, and their end (RFC 7591, RFC 7592 s2.3). */
final class Guests {

    /** Nobody listens there: a code that came would be lost. */
    static final String REDIRECT = "http://127.0.0.1:1/self-test";

    private final Wire wire;
    private final Optional<URI> endpoint;
    private final List<JsonObject> registered = new ArrayList<>();
    private Optional<Optional<JsonObject>> stranger = Optional.empty();
    private Optional<Optional<JsonObject>> confidential = Optional.empty();

    Guests(Wire wire, Optional<URI> endpoint) {
        this.wire = wire;
        this.endpoint = endpoint;
    }

    Optional<URI> endpoint() {
        return endpoint;
    }

    /** Registers whatever it is; remembers it when the server takes it. */
    Answer register(JsonObjectBuilder metadata) throws InterruptedException {
        Answer answer = wire.json(endpoint.orElseThrow(), metadata.build().toString());
        if (answer.status() / 100 == 2 && answer.json().containsKey("client_id")) {
            registered.add(answer.json());
        }
        return answer;
    }

    /** What every client says of itself. */
    static JsonObjectBuilder metadata(String method, String... redirectUris) {
        return Json.createObjectBuilder()
                .add("client_name", "gateway self-test")
                .add("token_endpoint_auth_method", method)
                .add("grant_types", Json.createArrayBuilder().add("authorization_code"))
                .add("response_types", Json.createArrayBuilder().add("code"))
                .add("redirect_uris", Json.createArrayBuilder(List.of(redirectUris)));
    }

    /** A public client; empty where strangers may not register. */
    Optional<JsonObject> stranger() throws InterruptedException {
        if (stranger.isEmpty()) {
            stranger = Optional.of(ordinary("none"));
        }
        return stranger.orElseThrow();
    }

    /** A client with a secret; empty where strangers may not register. */
    Optional<JsonObject> confidential() throws InterruptedException {
        if (confidential.isEmpty()) {
            confidential =
                    Optional.of(ordinary("client_secret_post").filter(client -> client.containsKey("client_secret")));
        }
        return confidential.orElseThrow();
    }

    private Optional<JsonObject> ordinary(String method) throws InterruptedException {
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = register(metadata(method, REDIRECT));
        return answer.status() / 100 == 2 && answer.json().containsKey("client_id")
                ? Optional.of(answer.json())
                : Optional.empty();
    }

    /** Only where it was registered: the token of a client is for nobody else. */
    private int delete(JsonObject client) throws InterruptedException {
        String authority = endpoint.orElseThrow().getAuthority();
        try {
            URI address = URI.create(client.getString("registration_client_uri", ""));
            String token = client.getString("registration_access_token", "");
            return authority.equals(address.getAuthority())
                    ? wire.send("DELETE", address, "", "Authorization", "Bearer " + token)
                            .status()
                    : 0;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** Deletes them all; what is left is named. */
    Seen leave() throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (JsonObject client : registered) {
            int status = delete(client);
            if (status != 204 && status != 404 && status != 401) {
                left.add(client.getString("client_id"));
            }
        }
        return left.isEmpty()
                ? Seen.withstood(registered.size() + " clients registered, and deleted")
                : Seen.failed("these clients could not be deleted: " + String.join(" ", left));
    }
}
