package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.mcpgateway.auth.accesstoken.SigningKeys;

/** Numbers, and the keys that tokens are signed with. */
@Path("admin/api")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

    private final Statistics statistics;
    private final SigningKeys keys;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public StatisticsResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    StatisticsResource(Statistics statistics, SigningKeys keys) {
        this.statistics = statistics;
        this.keys = keys;
    }

    /** How much of everything there is; each number is one look at an index. */
    @GET
    @Path("stats")
    public Statistics.Numbers stats() {
        return statistics.now();
    }

    /** The keys that tokens are checked by; the first signs new ones. Of a shared secret only its algorithm is told. */
    @GET
    @Path("keys")
    public Keys keys() {
        return new Keys(keys.descriptions());
    }

    /**
     * The keys that tokens are checked by.
     *
     * @param keys the one that signs first
     */
    public record Keys(List<SigningKeys.Description> keys) {}
}
