package org.mcpgateway.cli.backup;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.GroupCommand;
import org.mcpgateway.cli.api.PrivateFiles;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway backup}: keeps what must survive. */
@Command(
        name = "backup",
        description = "Makes, lists, shows and verifies backups of clients, tokens, grants and consents.",
        footer = {
            "%nSecrets are digests in a backup, as they are in Redis. Files are kept in GATEWAY_BACKUPS, or in backups",
            "beside the gateway script, readable by you alone, and encrypted by a passphrase (AES-256-GCM); without one",
            "only where --plain says so.",
            "%nExamples:",
            "  ./gateway backup create --passphrase-file /run/secrets/backup",
            "  ./gateway backup list",
            "  ./gateway backup verify gateway-20261125T080000Z.jsonl"
        })
public final class BackupCommand extends GroupCommand {

    /** The command with its verbs. */
    public static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new BackupCommand())
                .addSubcommand(new CreateCommand(context))
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new ShowCommand(context))
                .addSubcommand(new VerifyCommand(context));
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a backup while the gateway goes on; only one that is whole is kept.",
            footer = {
                "%nExamples:",
                "  ./gateway backup create --passphrase-file /run/secrets/backup",
                "  ./gateway backup create --plain /mnt/gateway.jsonl"
            })
    static final class CreateCommand extends AdminVerb {

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "A new file. Default: one named by the time")
        private @Nullable Path file;

        @Option(
                names = "--passphrase-file",
                paramLabel = "FILE",
                description = "Encrypts by the passphrase in it. Default: GATEWAY_BACKUP_PASSPHRASE, if set")
        private @Nullable Path passphraseFile;

        @Option(names = "--plain", description = "Without a passphrase: writes it unencrypted.")
        private boolean plain;

        CreateCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            Optional<char[]> passphrase = Passphrase.of(passphraseFile, settings());
            if (passphrase.isEmpty() && !plain) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "there is no passphrase: give --passphrase-file or GATEWAY_BACKUP_PASSPHRASE, or --plain to"
                                + " write the backup unencrypted");
            }
            Path target = file != null
                    ? file.toAbsolutePath()
                    : BackupFiles.of(context()).named(context().clock().instant(), passphrase.isPresent());
            if (Files.exists(target)) {
                throw new CommandException(ExitCode.USAGE, target + " is there already: name another file");
            }
            if (passphrase.isEmpty() && BackupFiles.isNamedAsEncrypted(target)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        target + " is the name of an encrypted one: name --passphrase-file, or a file without .enc");
            }
            Path unverified = target.resolveSibling(target.getFileName() + ".part");
            Files.deleteIfExists(unverified);
            try {
                receive(unverified, passphrase);
                BackupReading.Verified backup = BackupReading.verify(unverified, passphrase);
                Files.move(unverified, target, StandardCopyOption.ATOMIC_MOVE);
                report.object(backup.json(target));
            } finally {
                Files.deleteIfExists(unverified);
            }
            return ExitCode.OK;
        }

        private void receive(Path file, Optional<char[]> passphrase) throws IOException, InterruptedException {
            try (InputStream lines = api().stream("backup");
                    OutputStream out = PrivateFiles.create(file)) {
                write(lines, out, passphrase);
            } catch (IOException e) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "the backup broke off and was not kept (" + e.getMessage() + "): try again",
                        e);
            }
        }

        private static void write(InputStream lines, OutputStream out, Optional<char[]> passphrase) throws IOException {
            if (passphrase.isPresent()) {
                Envelope.seal(lines, out, passphrase.get());
            } else {
                lines.transferTo(out);
            }
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the backups of the folder, the latest first.",
            footer = {"%nExample:", "  ./gateway backup list"})
    static final class ListCommand extends AdminVerb {

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException {
            List<JsonObject> files = new ArrayList<>();
            for (Path file : BackupFiles.of(context()).all()) {
                files.add(Json.createObjectBuilder()
                        .add("file", file.toString())
                        .add("bytes", Files.size(file))
                        .add(
                                "made_at",
                                Files.getLastModifiedTime(file).toInstant().toString())
                        .add("encrypted", BackupFiles.isNamedAsEncrypted(file))
                        .build());
            }
            report.list(new AdminApi.Listing(files, false), "file", "bytes", "made_at", "encrypted");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows whose a backup is, of when, and how many records of each kind it holds.",
            footer = {"%nExample:", "  ./gateway backup show                 the latest"})
    static final class ShowCommand extends ReadingVerb {

        ShowCommand(CommandContext context) {
            super(context);
        }

        @Override
        void tell(Report report, BackupReading.Verified backup, Path file) {
            report.object(backup.json(file));
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Says whether a backup is whole; exits with 13 when it is not.",
            footer = {"%nExample:", "  ./gateway backup verify gateway-20261125T080000Z.jsonl"})
    static final class VerifyCommand extends ReadingVerb {

        VerifyCommand(CommandContext context) {
            super(context);
        }

        @Override
        void tell(Report report, BackupReading.Verified backup, Path file) {
            report.done(file + " is whole", backup.json(file));
        }
    }

    /** A verb that reads a backup to its end. */
    abstract static class ReadingVerb extends AdminVerb {

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: the latest of the folder")
        private @Nullable Path file;

        @Option(
                names = "--passphrase-file",
                paramLabel = "FILE",
                description = "Holds the passphrase of an encrypted one. Default: GATEWAY_BACKUP_PASSPHRASE")
        private @Nullable Path passphraseFile;

        ReadingVerb(CommandContext context) {
            super(context);
        }

        abstract void tell(Report report, BackupReading.Verified backup, Path file);

        @Override
        protected final ExitCode run(Report report) throws IOException {
            BackupFiles files = BackupFiles.of(context());
            Path chosen = file == null ? files.latest() : files.require(file);
            tell(report, BackupReading.verify(chosen, Passphrase.of(passphraseFile, settings())), chosen);
            return ExitCode.OK;
        }
    }
}
