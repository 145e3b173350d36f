package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;

/** Makes, tells, replaces and ends registrations: identifiers, secrets, lifetimes. */
@ApplicationScoped
public class Registrations {

    private final ClientStore clients;
    private final UnusedRegistrations unused;
    private final RandomTokens random;
    private final IssuerSettings issuer;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    public Registrations(
            ClientStore clients,
            UnusedRegistrations unused,
            RandomTokens random,
            IssuerSettings issuer,
            AuditLog audit,
            Clock clock) {
        this.clients = clients;
        this.unused = unused;
        this.random = random;
        this.issuer = issuer;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Registers a client and gives the answer's JSON (RFC 7591 s3.2.1).
     *
     * @param body the metadata as sent
     * @param address of the client, as limits count it, to tell its earlier attempts by
     */
    String register(byte[] body, String address) {
        ClientMetadata metadata = parsed(body);
        Optional<String> secret = metadata.wantsSecret() ? Optional.of(random.secret()) : Optional.empty();
        String registrationAccessToken = "reg-" + random.secret();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ClientRecord client = metadata.asRecord(
                "client_" + random.identifier(),
                secret.map(Sha256::of),
                Optional.of(Sha256.of(registrationAccessToken)),
                new ClientMetadata.Standing(now, clients.expiry(false), false));
        unused.add(client, metadata, address);
        audit.record(AuditEvent.of(AuditEvent.Type.CLIENT_REGISTERED)
                .client(client.clientId())
                .with("name", client.clientName())
                .with("redirect_uris", String.join(" ", client.redirectUris())));
        return answer(client, secret, registrationAccessToken);
    }

    private ClientMetadata parsed(byte[] body) {
        try {
            return ClientMetadata.parse(MetadataReader.read(body));
        } catch (OAuthException e) {
            audit.record(AuditEvent.of(AuditEvent.Type.CLIENT_REFUSED)
                    .with("error", e.error().code())
                    .reason(e.description()));
            throw e;
        }
    }

    /** The registration as JSON (RFC 7592 s3), without its secret. */
    String read(String clientId, String registrationAccessToken) {
        return answer(client(clientId), Optional.empty(), registrationAccessToken);
    }

    /** Replaces the metadata (RFC 7592 s2.2): what is left out is gone. A secret is made when one is newly needed. */
    String replace(String clientId, String registrationAccessToken, byte[] body) {
        ClientRecord read = client(clientId);
        MetadataReader json = MetadataReader.read(body);
        requireOwn(json, read);
        ClientMetadata metadata = ClientMetadata.parse(json);
        String secret = random.secret();
        ClientRecord after = clients.change(
                        read,
                        before -> metadata.asRecord(
                                clientId,
                                before.secretHash()
                                        .or(() -> Optional.of(Sha256.of(secret)))
                                        .filter(hash -> metadata.wantsSecret()),
                                before.registrationTokenHash(),
                                ClientMetadata.Standing.of(before)))
                .orElseThrow(Registrations::gone);
        Optional<String> newSecret = Optional.of(secret)
                .filter(made -> after.secretHash()
                        .filter(hash -> Sha256.matches(made, hash))
                        .isPresent());
        audit.record(AuditEvent.of(AuditEvent.Type.CLIENT_UPDATED).client(clientId));
        return answer(after, newSecret, registrationAccessToken);
    }

    /** Ends the registration with every code and token of it. */
    void delete(String clientId) {
        clients.delete(client(clientId));
        audit.record(AuditEvent.of(AuditEvent.Type.CLIENT_DELETED).client(clientId));
    }

    /** RFC 7592 s2.2: the client's own id and secret if any, and nothing that only the server decides. */
    private static void requireOwn(MetadataReader json, ClientRecord client) {
        for (String name : new String[] {
            "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at"
        }) {
            if (json.has(name)) {
                throw OAuthException.invalidClientMetadata(name + " must not be sent: the server decides it");
            }
        }
        if (json.text("client_id").filter(id -> !id.equals(client.clientId())).isPresent()) {
            throw OAuthException.invalidClientMetadata("client_id must be the client's own");
        }
        if (json.text("client_secret")
                .filter(secret -> client.secretHash()
                        .filter(hash -> Sha256.matches(secret, hash))
                        .isEmpty())
                .isPresent()) {
            throw OAuthException.invalidClientMetadata("client_secret must be the current one: the server chooses it");
        }
    }

    private String answer(ClientRecord client, Optional<String> secret, String registrationAccessToken) {
        return RegistrationResponse.of(
                client,
                new RegistrationResponse.Secrets(secret, registrationAccessToken, clients.secretExpiry(client)),
                issuer.at("/register/" + client.clientId()).toString());
    }

    private ClientRecord client(String clientId) {
        return clients.find(clientId).orElseThrow(Registrations::gone);
    }

    private static OAuthException gone() {
        return OAuthException.of(OAuthError.INVALID_TOKEN, "the registration is gone")
                .withChallenge("Bearer realm=\"registration\", error=\"invalid_token\"");
    }
}
