package org.mcpgateway.cli.backup;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway restore}: brings a backup back. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Restores a backup while the gateway goes on.",
        footer = {
            "%nWithout --clear it brings back what is missing and leaves what is there. With it, the gateway afterwards",
            "holds exactly what the backup holds. A damaged backup is refused before anything is written.",
            "Tokens that were revoked after the backup was made come back with it: revoke them again.",
            "%nExamples:",
            "  ./gateway restore --dry-run                     the latest",
            "  ./gateway restore gateway-20261125T080000Z.jsonl --clear"
        })
public final class RestoreCommand extends AdminVerb {

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: the latest of the folder")
    private @Nullable Path file;

    @Option(names = "--clear", description = "Removes what the backup does not hold, and writes over what is there.")
    private boolean clear;

    @Option(names = "--dry-run", description = "Only tells what would be done.")
    private boolean dryRun;

    @Option(names = "--foreign-issuer", description = "Takes a backup of a gateway with another issuer.")
    private boolean foreignIssuer;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Holds the passphrase of an encrypted one. Default: GATEWAY_BACKUP_PASSPHRASE")
    private @Nullable Path passphraseFile;

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public RestoreCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        BackupFiles files = BackupFiles.of(context());
        Path chosen = file == null ? files.latest() : files.require(file);
        Optional<char[]> passphrase = Passphrase.of(passphraseFile, settings());
        JsonObject header = BackupReading.verify(chosen, passphrase).backup().header();
        AdminApi api = api();
        String issuer = api.address().issuer().toString();
        if (!foreignIssuer && !header.getString("issuer").equals(issuer)) {
            throw new CommandException(
                    ExitCode.DAMAGED,
                    chosen + " is a backup of " + Report.plain(header.getString("issuer")) + ", not of " + issuer
                            + ": add --foreign-issuer to restore it all the same");
        }
        JsonObject outcome = api.post(
                "restore",
                Map.of(
                        "clear", Boolean.toString(clear),
                        "dry_run", Boolean.toString(dryRun),
                        "foreign_issuer", Boolean.toString(foreignIssuer)),
                HttpRequest.BodyPublishers.ofInputStream(() -> lines(chosen, passphrase)));
        report.done(
                (dryRun ? "would restore " : "restored ") + outcome.getInt("restored") + " records of "
                        + outcome.getString("created_at") + "; " + outcome.getInt("kept") + " were there, "
                        + outcome.getInt("expired") + " had expired, " + outcome.getInt("removed") + " removed",
                outcome);
        return ExitCode.OK;
    }

    private static InputStream lines(Path file, Optional<char[]> passphrase) {
        try {
            return BackupReading.open(file, passphrase);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
