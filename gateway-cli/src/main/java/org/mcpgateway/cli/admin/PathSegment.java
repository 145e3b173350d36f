package org.mcpgateway.cli.admin;

import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** What a person types that becomes a part of a path. */
final class PathSegment {

    private PathSegment() {}

    /** The identifier; throws USAGE when it has characters that no identifier has. */
    static String of(String identifier) {
        if (!identifier.matches("[A-Za-z0-9_.-]{1,128}")) {
            throw new CommandException(
                    ExitCode.USAGE, "an identifier has only letters, digits, _ and -, as the list shows it");
        }
        return identifier;
    }
}
