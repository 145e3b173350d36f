package org.mcpgateway.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** The folder of backups: {@code GATEWAY_BACKUPS}, or {@code backups} beside the {@code gateway} script. */
record BackupFiles(Path folder) {

    private static final String ENCRYPTED = ".enc";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'gateway-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static BackupFiles of(CommandContext context) {
        String named = context.environment().getOrDefault("GATEWAY_BACKUPS", "");
        return new BackupFiles(
                named.isEmpty()
                        ? context.installation().resolve("backups")
                        : Path.of(named).toAbsolutePath());
    }

    Path named(Instant time, boolean encrypted) {
        return folder.resolve(NAME.format(time) + (encrypted ? ".jsonl" + ENCRYPTED : ".jsonl"));
    }

    static boolean isNamedAsEncrypted(Path file) {
        return file.toString().endsWith(ENCRYPTED);
    }

    /** The latest first. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.jsonl(\\.enc)?"))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }

    Path latest() throws IOException {
        return all().stream()
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        ExitCode.NOT_FOUND, "there is no backup in " + folder + ": make one by gateway backup create"));
    }

    /** A file that somebody named, which may be in the folder. */
    Path require(Path named) {
        Path there = Files.exists(named) ? named : folder.resolve(named);
        if (!Files.isRegularFile(there)) {
            throw new CommandException(ExitCode.NOT_FOUND, named + " is not there: see gateway backup list");
        }
        return there;
    }
}
