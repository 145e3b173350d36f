package org.mcpgateway.auth.admin.takeover;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.admin.JsonBody;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.client.RedirectUris;
import org.mcpgateway.auth.oauth.GrantType;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/**
 * Takes a forerunner's clients with the identifier, the secret and the registration access token that they have. They
 * said nothing of a {@code token_endpoint_auth_method}, so both basic and post are right. Redirect URIs that could not
 * be registered here are left out; without any, a client can still refresh.
 */
@ApplicationScoped
public class ClientTakeover {

    private static final int LONGEST_NAME = 200;

    private final ClientStore clients;
    private final TakeoverMarks marks;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ClientTakeover(ClientStore clients, TakeoverMarks marks, AuditLog audit, Clock clock) {
        this.clients = clients;
        this.marks = marks;
        this.audit = audit;
        this.clock = clock;
    }

    Taken take(List<JsonBody> records, boolean dryRun) {
        var counter = new Taken.Counter();
        for (JsonBody record : records) {
            ClientRecord client = read(record);
            counter.add(client.clientId(), outcome(client, dryRun));
        }
        return counter.result();
    }

    private Taken.Outcome outcome(ClientRecord client, boolean dryRun) {
        if (client.expiresAt().filter(clock.instant()::isAfter).isPresent()) {
            return new Taken.Outcome.Refused("its registration has expired");
        }
        if (clients.find(client.clientId()).isPresent()) {
            return new Taken.Outcome.Known();
        }
        Optional<Instant> until = client.expiresAt();
        boolean first = dryRun ? marks.isNew(client.clientId()) : marks.set(client.clientId(), until);
        if (!first) {
            return new Taken.Outcome.Known();
        }
        if (!dryRun) {
            clients.save(client);
            audit.record(AuditEvent.of(AuditEvent.Type.CLIENT_REGISTERED)
                    .client(client.clientId())
                    .reason("taken over from the forerunner"));
        }
        return new Taken.Outcome.New();
    }

    private static ClientRecord read(JsonBody record) {
        return new ClientRecord(
                1,
                record.required("client_id"),
                record.text("client_secret_hash").map(TakeoverMarks::requireDigest),
                record.text("registration_access_token_hash").map(TakeoverMarks::requireDigest),
                Instant.ofEpochSecond(record.number("client_id_issued_at").orElse(0L)),
                record.number("expires_at").map(Instant::ofEpochSecond),
                Optional.empty(),
                record.texts("redirect_uris").stream()
                        .filter(ClientTakeover::isRegistrable)
                        .distinct()
                        .toList(),
                name(record),
                List.of(GrantType.AUTHORIZATION_CODE.wireName(), GrantType.REFRESH_TOKEN.wireName()),
                Scope.parse(record.text("scope").orElse(""))
                        .intersection(Scope.of(Scope.SUPPORTED))
                        .toString(),
                Map.of(),
                List.of(),
                true);
    }

    private static String name(JsonBody record) {
        String name = record.text("client_name").orElse("Unnamed client");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static boolean isRegistrable(String redirectUri) {
        try {
            RedirectUris.requireRegistrable(redirectUri);
            return true;
        } catch (OAuthException e) {
            return false;
        }
    }
}
