package org.mcpgateway.auth.admin;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.client.AuthenticationMethod;
import org.mcpgateway.auth.client.ClientRecord;

/**
 * A client as administrators see it; of its secrets only whether there are any.
 *
 * @param clientId its identifier
 * @param clientName as it calls itself; never trusted
 * @param kind {@code registered}, {@code document} (names itself by an address) or {@code configured}
 * @param confidential whether it has a secret
 * @param authenticationMethod what it said it would use
 * @param redirectUris as registered
 * @param grantTypes what it may ask the token endpoint for
 * @param scope what it registered
 * @param contacts as registered
 * @param issuedAt when it registered
 * @param expiresAt when it ends unless it is used
 * @param used whether a person has let it in at least once
 */
public record ClientView(
        @JsonbProperty("client_id") String clientId,
        @JsonbProperty("client_name") String clientName,
        String kind,
        boolean confidential,
        @JsonbProperty("token_endpoint_auth_method") Optional<String> authenticationMethod,
        @JsonbProperty("redirect_uris") List<String> redirectUris,
        @JsonbProperty("grant_types") List<String> grantTypes,
        String scope,
        List<String> contacts,
        @JsonbProperty("issued_at") Instant issuedAt,
        @JsonbProperty("expires_at") Optional<Instant> expiresAt,
        boolean used) {

    static ClientView of(ClientRecord client, String kind) {
        return new ClientView(
                client.clientId(),
                client.clientName(),
                kind,
                !client.isPublic(),
                client.authenticationMethod().map(AuthenticationMethod::wireName),
                client.redirectUris(),
                client.grantTypes(),
                client.scope(),
                client.contacts(),
                client.issuedAt(),
                client.expiresAt(),
                client.used());
    }
}
