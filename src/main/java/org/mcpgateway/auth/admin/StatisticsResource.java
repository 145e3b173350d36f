package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.mcpgateway.auth.accesstoken.SigningKeys;
import org.mcpgateway.auth.audit.AuditTrail;
import org.mcpgateway.auth.client.ConfiguredClients;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;

/** Numbers, and the keys that tokens are signed with. */
@Path("admin/api")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

    private final SortedIndexes indexes;
    private final ConfiguredClients configured;
    private final AuditTrail trail;
    private final SigningKeys keys;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public StatisticsResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    StatisticsResource(SortedIndexes indexes, ConfiguredClients configured, AuditTrail trail, SigningKeys keys) {
        this.indexes = indexes;
        this.configured = configured;
        this.trail = trail;
        this.keys = keys;
    }

    /** How much of everything there is; each number is one look at an index. */
    @GET
    @Path("stats")
    public Statistics stats() {
        return new Statistics(
                indexes.count(RedisKeys.CLIENTS),
                configured.all().size(),
                indexes.countLiving(RedisKeys.USERS),
                indexes.countLiving(RedisKeys.TOKENS),
                indexes.countLiving(RedisKeys.GRANTS),
                indexes.countLiving(RedisKeys.CONSENTS),
                trail.size());
    }

    /** The keys that tokens are checked by; the first signs new ones. Of a shared secret only its algorithm is told. */
    @GET
    @Path("keys")
    public Keys keys() {
        return new Keys(keys.descriptions());
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
    public record Statistics(
            int clients,
            @JsonbProperty("configured_clients") int configuredClients,
            int users,
            int tokens,
            int grants,
            int consents,
            @JsonbProperty("audit_events") long auditEvents) {}

    /**
     * The keys that tokens are checked by.
     *
     * @param keys the one that signs first
     */
    public record Keys(List<SigningKeys.Description> keys) {}
}
