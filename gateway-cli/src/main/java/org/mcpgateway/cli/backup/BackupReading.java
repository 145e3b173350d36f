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

    /** The lines of a backup. */
    static InputStream open(Path file, Optional<char[]> passphrase) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(64);
        boolean sealed = Envelope.isSealed(in.readNBytes(64));
        in.reset();
        if (!sealed) {
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
