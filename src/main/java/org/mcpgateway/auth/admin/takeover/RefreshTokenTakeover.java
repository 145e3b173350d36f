package org.mcpgateway.auth.admin.takeover;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.admin.JsonBody;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.token.Grants;
import org.mcpgateway.auth.token.RefreshTokenFamily;
import org.mcpgateway.auth.token.RefreshTokenStore;

/**
 * Takes a forerunner's refresh tokens, each as the first of a family of its own: its first use here gives a successor.
 * The forerunner asked for no scope to open a service and let a client name any scope it liked, so each gets the one
 * that opens the services, and none gets the operators'.
 */
@ApplicationScoped
public class RefreshTokenTakeover {

    private static final String PROVIDER = "github";
    private static final int SHOWN = 8;

    private final RefreshTokenStore refreshTokens;
    private final Grants grants;
    private final ClientStore clients;
    private final UserPolicy policy;
    private final TakeoverMarks marks;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RefreshTokenTakeover(
            RefreshTokenStore refreshTokens,
            Grants grants,
            ClientStore clients,
            UserPolicy policy,
            TakeoverMarks marks,
            AuditLog audit,
            Clock clock) {
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.clients = clients;
        this.policy = policy;
        this.marks = marks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes tokens.
     *
     * @param coming clients that the same body brings; a dry run has not saved them
     */
    Taken take(List<JsonBody> records, List<String> coming, boolean dryRun) {
        var counter = new Taken.Counter();
        for (JsonBody record : records) {
            String digest = TakeoverMarks.requireDigest(record.required("token_hash"));
            Instant end = Instant.ofEpochSecond(record.number("expires_at").orElse(0L));
            boolean clientComes = dryRun && coming.contains(record.required("client_id"));
            counter.add(digest.substring(0, SHOWN), outcome(digest, read(record), end, clientComes, dryRun));
        }
        return counter.result();
    }

    private Taken.Outcome outcome(
            String digest, RefreshTokenFamily family, Instant end, boolean clientComes, boolean dryRun) {
        if (!end.isAfter(clock.instant())) {
            return new Taken.Outcome.Refused("it has expired");
        }
        Optional<ClientRecord> client = clients.find(family.clientId());
        if (client.isEmpty() && !clientComes) {
            return new Taken.Outcome.Refused("its client is gone: " + family.clientId());
        }
        if (!policy.allows(family.user())) {
            return new Taken.Outcome.Refused(
                    "its user is not allowed: " + family.user().username());
        }
        boolean first = dryRun ? marks.isNew(digest) : marks.set(digest, Optional.of(end));
        if (!first) {
            return new Taken.Outcome.Known();
        }
        if (!dryRun) {
            adopt(digest, family, end, client.orElseThrow());
        }
        return new Taken.Outcome.New();
    }

    private void adopt(String digest, RefreshTokenFamily family, Instant end, ClientRecord client) {
        Duration left = Duration.between(clock.instant(), end);
        refreshTokens.adopt(digest, family, left);
        grants.note(digest, family, end);
        clients.keep(client, left);
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_ISSUED)
                .client(family.clientId())
                .user(family.user().username())
                .grant(digest.substring(0, SHOWN))
                .reason("a refresh token taken over from the forerunner"));
    }

    private static RefreshTokenFamily read(JsonBody record) {
        return new RefreshTokenFamily(
                1,
                record.required("client_id"),
                new UserIdentity(
                        PROVIDER,
                        record.required("user_id"),
                        record.required("username"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                Scope.parse(record.text("scope").orElse(""))
                        .withoutAdministration()
                        .grantable()
                        .toString(),
                List.of(),
                Instant.ofEpochSecond(record.number("created_at").orElse(0L)));
    }
}
