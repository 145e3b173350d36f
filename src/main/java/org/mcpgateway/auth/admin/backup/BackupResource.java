package org.mcpgateway.auth.admin.backup;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.admin.Administration;
import org.mcpgateway.auth.oauth.OAuthException;

/** Backup and restore, as JSON lines that are sent and taken as they come. */
@Path("admin/api")
@RequestScoped
@Administration
public class BackupResource {

    private static final String JSON_LINES = "application/jsonl";

    private final BackupWriter writer;
    private final Restoration restoration;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public BackupResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    BackupResource(BackupWriter writer, Restoration restoration) {
        this.writer = writer;
        this.restoration = restoration;
    }

    /** A backup of everything; it is whole when its last line has the checksum. */
    @GET
    @Path("backup")
    @Produces(JSON_LINES)
    public Response backup() {
        StreamingOutput stream = writer::write;
        return Response.ok(stream, JSON_LINES).build();
    }

    /**
     * Restores a backup; a damaged one is refused as a whole.
     *
     * @param clear removes what the backup does not hold, and writes over what is there
     * @param dryRun only tells
     * @param foreignIssuer takes a backup of another server
     */
    @POST
    @Path("restore")
    @Consumes(JSON_LINES)
    @Produces(MediaType.APPLICATION_JSON)
    public Restoration.Outcome restore(
            @QueryParam("clear") @Nullable String clear,
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("foreign_issuer") @Nullable String foreignIssuer,
            InputStream body)
            throws IOException {
        var options = new Restoration.Options(
                flag("clear", clear), flag("dry_run", dryRun), flag("foreign_issuer", foreignIssuer));
        try (BackupFile backup = BackupFile.receive(body)) {
            return restoration.restore(backup, options);
        }
    }

    /** Strictly: a dry run that is spelled otherwise must not become a real one. */
    private static boolean flag(String name, @Nullable String value) {
        return switch (value) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw OAuthException.invalidRequest(name + " must be true or false");
        };
    }
}
