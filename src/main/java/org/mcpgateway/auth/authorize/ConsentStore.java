package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;

/** The consents, one for each user and client; a wider request or another host asks again. */
@ApplicationScoped
public class ConsentStore {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final JsonRecords records;
    private final ClientSettings settings;
    private final Clock clock;

    @Inject
    public ConsentStore(JsonRecords records, ClientSettings settings, Clock clock) {
        this.records = records;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether the user has already let this client have this much, back to this host. */
    public boolean covers(
            UserIdentity user, ClientRecord client, String redirectUri, Scope scope, List<String> resources) {
        return find(user, client.clientId())
                .filter(consent -> consent.redirectHosts().contains(host(redirectUri)))
                .filter(consent -> Scope.parse(consent.scope()).covers(scope))
                .filter(consent -> consent.resources().isEmpty()
                        || (!resources.isEmpty() && consent.resources().containsAll(resources)))
                .isPresent();
    }

    /** Remembers a consent in place of the one before. */
    public void remember(
            UserIdentity user, ClientRecord client, String redirectUri, Scope scope, List<String> resources) {
        records.save(
                key(user, client.clientId()),
                new Consent(
                        1,
                        client.clientId(),
                        client.clientName(),
                        List.of(host(redirectUri)),
                        scope.toString(),
                        resources,
                        clock.instant()),
                settings.lifetime().isZero() ? LONGEST : settings.lifetime());
    }

    /** The user's consent to a client. */
    public Optional<Consent> find(UserIdentity user, String clientId) {
        return records.find(key(user, clientId), Consent.class);
    }

    /** Forgets it; false when there was none. */
    public boolean withdraw(UserIdentity user, String clientId) {
        return records.delete(key(user, clientId));
    }

    private static String key(UserIdentity user, String clientId) {
        return RedisKeys.consent(user.provider(), user.subject(), clientId);
    }

    /** The scheme and host of a redirect URI; loopback ports change with every start of a client, so no port. */
    static String host(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + (uri.getHost() == null ? "" : uri.getHost());
    }
}
