package org.mcpgateway.cli.backup;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Opens backup files, encrypted or not. */
final class BackupReading {

    private BackupReading() {}

    /**
     * The lines of a backup. Whoever has a passphrase seals their backups, so that a file that is not sealed is none of
     * theirs: its checksum proves nothing, since whoever writes the lines can make it.
     *
     * @throws CommandException DAMAGED when it should be encrypted and is not
     */
    static InputStream open(Path file, Optional<char[]> passphrase) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(64);
        boolean sealed = Envelope.isSealed(in.readNBytes(64));
        in.reset();
        if (!sealed) {
            if (passphrase.isPresent() || BackupFiles.isNamedAsEncrypted(file)) {
                in.close();
                throw new CommandException(
                        ExitCode.DAMAGED,
                        file + " is not encrypted, as its name or the passphrase says it is, so that somebody else may"
                                + " have written it: take another. If you know that it is yours, read it under a name"
                                + " without .enc and without a passphrase (GATEWAY_BACKUP_PASSPHRASE= ./gateway ...)");
            }
            return in;
        }
        return Envelope.open(
                in,
                passphrase.orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        file + " is encrypted: name --passphrase-file, or set GATEWAY_BACKUP_PASSPHRASE")),
                file.toString());
    }

    /** Reads a backup to its end; throws DAMAGED when it is not whole. */
    static Verified verify(Path file, Optional<char[]> passphrase) throws IOException {
        try (InputStream lines = open(file, passphrase)) {
            return new Verified(Backup.verify(lines, file.toString()));
        }
    }

    /**
     * What was read to its end.
     *
     * @param backup that is whole
     */
    record Verified(Backup backup) {

        JsonObject json(Path file) {
            return Json.createObjectBuilder(backup.json())
                    .add("file", file.toString())
                    .build();
        }
    }
}
