package org.mcpgateway.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.OperatorSettings;

/** Where a passphrase comes from: a file, or the environment; never the command line, which others can see. */
final class Passphrase {

    private static final int SHORTEST = 12;

    private Passphrase() {}

    static Optional<char[]> of(@Nullable Path file, OperatorSettings settings) throws IOException {
        Optional<String> text = file == null ? settings.find("GATEWAY_BACKUP_PASSPHRASE") : Optional.of(contents(file));
        text.filter(chosen -> chosen.length() < SHORTEST).ifPresent(chosen -> {
            throw new CommandException(ExitCode.USAGE, "a passphrase must have at least " + SHORTEST + " characters");
        });
        return text.map(String::toCharArray);
    }

    private static String contents(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandException(ExitCode.NOT_FOUND, file + " cannot be read: name the passphrase's file");
        }
        return Files.readString(file).strip();
    }
}
