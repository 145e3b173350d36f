package org.mcpgateway.cli.api;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a verb prints its outcome. */
public final class OutputOption {

    @Option(names = "--output", paramLabel = "FORMAT", description = "table, or json for programs. Default: table")
    private Format format = Format.table;

    /** The forms of the outcome, as they are typed. */
    enum Format {
        table,
        json
    }

    /** The report of a verb, on the channels of its command line. */
    public Report report(CommandSpec verb) {
        return new Report(verb.commandLine().getOut(), verb.commandLine().getErr(), format == Format.json);
    }
}
