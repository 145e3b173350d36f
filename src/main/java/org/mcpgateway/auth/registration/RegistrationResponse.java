package org.mcpgateway.auth.registration;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.mcpgateway.auth.client.AuthenticationMethod;
import org.mcpgateway.auth.client.ClientRecord;

/** A registration as the client is told of it (RFC 7591 s3.2.1, RFC 7592 s3). */
final class RegistrationResponse {

    private static final JsonProvider JSON = JsonProvider.provider();

    private RegistrationResponse() {}

    /**
     * The answer's JSON.
     *
     * @param client as stored
     * @param secrets in the clear, to be told and not kept
     * @param managementAddress where the client manages itself
     */
    static String of(ClientRecord client, Secrets secrets, String managementAddress) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("client_id", client.clientId())
                .add("client_id_issued_at", client.issuedAt().getEpochSecond())
                .add("client_name", client.clientName())
                .add("redirect_uris", array(client.redirectUris()))
                .add("grant_types", array(client.grantTypes()))
                .add("response_types", array(java.util.List.of("code")))
                .add("token_endpoint_auth_method", authenticationMethod(client).wireName())
                .add("registration_client_uri", managementAddress)
                .add("registration_access_token", secrets.registrationAccessToken());
        secrets.clientSecret().ifPresent(secret -> json.add("client_secret", secret));
        if (!client.isPublic()) {
            json.add(
                    "client_secret_expires_at",
                    secrets.expiry().map(Instant::getEpochSecond).orElse(0L));
        }
        if (!client.scope().isEmpty()) {
            json.add("scope", client.scope());
        }
        if (!client.contacts().isEmpty()) {
            json.add("contacts", array(client.contacts()));
        }
        client.links().forEach(json::add);
        return json.build().toString();
    }

    /** A client that did not say is told post; basic is accepted from it as well. */
    private static AuthenticationMethod authenticationMethod(ClientRecord client) {
        return client.authenticationMethod().orElse(AuthenticationMethod.CLIENT_SECRET_POST);
    }

    private static JsonArrayBuilder array(Collection<String> values) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }

    /**
     * What is told but not stored.
     *
     * @param clientSecret of a confidential client, when it was made just now
     * @param registrationAccessToken made just now, or what the caller showed
     * @param expiry when the secret ends; empty: never
     */
    record Secrets(Optional<String> clientSecret, String registrationAccessToken, Optional<Instant> expiry) {}
}
