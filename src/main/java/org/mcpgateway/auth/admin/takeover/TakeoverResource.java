package org.mcpgateway.auth.admin.takeover;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.mcpgateway.auth.admin.Administration;
import org.mcpgateway.auth.admin.JsonBody;
import org.mcpgateway.auth.oauth.OAuthException;

/** Takes a forerunner's records, a part at a time; secrets come as SHA-256, base64url. */
@Path("admin/api/import")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class TakeoverResource {

    private static final int LONGEST = 1024 * 1024;
    private static final int MOST_RECORDS = 500;

    private final ClientTakeover clients;
    private final RefreshTokenTakeover refreshTokens;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public TakeoverResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    TakeoverResource(ClientTakeover clients, RefreshTokenTakeover refreshTokens) {
        this.clients = clients;
        this.refreshTokens = refreshTokens;
    }

    /**
     * Takes what it can, and says what it did not take and why.
     *
     * @param body {@code clients} and {@code refresh_tokens}, 500 of them together at most; {@code dry_run}. A refresh
     *     token counts for a client that is here, or that the same body brings.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Result take(InputStream body) throws IOException {
        JsonBody request = JsonBody.read(body, LONGEST);
        List<JsonBody> clientRecords = request.objects("clients");
        List<JsonBody> tokenRecords = request.objects("refresh_tokens");
        if (clientRecords.size() + tokenRecords.size() > MOST_RECORDS) {
            throw OAuthException.invalidRequest("send at most " + MOST_RECORDS + " records at once");
        }
        boolean dryRun = request.flag("dry_run");
        Taken taken = clients.take(clientRecords, dryRun);
        return new Result(
                taken,
                refreshTokens.take(
                        tokenRecords,
                        clientRecords.stream()
                                .map(client -> client.required("client_id"))
                                .toList(),
                        dryRun));
    }

    /**
     * What became of the records.
     *
     * @param clients of the clients
     * @param refreshTokens of the refresh tokens
     */
    public record Result(
            Taken clients, @JsonbProperty("refresh_tokens") Taken refreshTokens) {}
}
