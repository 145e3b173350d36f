package org.mcpgateway.cli.admin;

import picocli.CommandLine.Option;

/** How much of a list is asked for. */
final class LimitOption {

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0: all. Default: 1000")
    private int limit = 1000;

    int value() {
        return limit;
    }
}
