package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.mcpgateway.auth.client.AuthenticationMethod;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;

/** Makes registrations of checked metadata: identifiers, secrets, lifetimes. */
@ApplicationScoped
public class Registrations {

    private final ClientStore clients;
    private final RandomTokens random;
    private final IssuerSettings issuer;
    private final Clock clock;

    @Inject
    public Registrations(ClientStore clients, RandomTokens random, IssuerSettings issuer, Clock clock) {
        this.clients = clients;
        this.random = random;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Registers a client and gives the answer's JSON (RFC 7591 s3.2.1). */
    String register(ClientMetadata metadata) {
        Optional<String> secret = metadata.authenticationMethod()
                        .filter(AuthenticationMethod.NONE::equals)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(random.secret());
        String registrationAccessToken = "reg-" + random.secret();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ClientRecord client = new ClientRecord(
                1,
                "client_" + random.identifier(),
                secret.map(Sha256::of),
                Optional.of(Sha256.of(registrationAccessToken)),
                now,
                clients.expiry(false),
                metadata.authenticationMethod(),
                metadata.redirectUris(),
                metadata.clientName(),
                metadata.grantTypes(),
                metadata.scope(),
                metadata.links(),
                metadata.contacts(),
                false);
        clients.save(client);
        return RegistrationResponse.of(
                client,
                new RegistrationResponse.Secrets(secret, Optional.of(registrationAccessToken), clients.expiry(true)),
                issuer.at("/register/" + client.clientId()).toString());
    }
}
