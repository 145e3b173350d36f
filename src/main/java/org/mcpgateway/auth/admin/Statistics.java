package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import org.mcpgateway.auth.audit.AuditTrail;
import org.mcpgateway.auth.client.ConfiguredClients;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;

/** How much of everything there is. */
@ApplicationScoped
public class Statistics {

    private final SortedIndexes indexes;
    private final ConfiguredClients configured;
    private final AuditTrail trail;

    @Inject
    public Statistics(SortedIndexes indexes, ConfiguredClients configured, AuditTrail trail) {
        this.indexes = indexes;
        this.configured = configured;
        this.trail = trail;
    }

    /** The numbers now; each is one look at an index. */
    public Numbers now() {
        return new Numbers(
                indexes.count(RedisKeys.CLIENTS),
                configured.all().size(),
                indexes.countLiving(RedisKeys.USERS),
                indexes.countLiving(RedisKeys.TOKENS),
                indexes.countLiving(RedisKeys.GRANTS),
                indexes.countLiving(RedisKeys.CONSENTS),
                trail.size());
    }

    /**
     * How much there is.
     *
     * @param clients registered; among them may be some that expired since the last look
     * @param configuredClients of the configuration
     * @param users who hold tokens
     * @param tokens living access tokens
     * @param grants authorizations with tokens
     * @param consents that users gave
     * @param auditEvents that can be searched
     */
    public record Numbers(
            int clients,
            @JsonbProperty("configured_clients") int configuredClients,
            int users,
            int tokens,
            int grants,
            int consents,
            @JsonbProperty("audit_events") long auditEvents) {}
}
