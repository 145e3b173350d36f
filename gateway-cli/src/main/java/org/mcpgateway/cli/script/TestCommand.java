package org.mcpgateway.cli.script;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code gateway test}: builds and tests; {@code .mvn/test.sh} does it. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds the gateway and tests all of it, or one group; says which real parts were used.",
            "Whatever else stands on the line goes to Maven."
        },
        footer = {
            "%nGroups: all, deployment included; unit; oauth, the authorization server; mcp, the bridge and the protocol; clients, real clients,"
                    + " browsers and this command; deployment, application servers, forms of Redis, Kubernetes and"
                    + " compose.",
            "%nExamples:",
            "  ./gateway test",
            "  ./gateway test oauth --coverage",
            "  CI=true ./gateway test clients    a missing runtime is a failure, not a skipped test"
        })
@SuppressWarnings("UnusedVariable") // the script reads the options; here they are for --help
public final class TestCommand extends ScriptVerb {

    @Option(
            names = "--coverage",
            description = "Also tells how much of the code ran, in the tests and in the servers: target/coverage/html")
    private boolean coverage;

    @Parameters(
            paramLabel = "GROUP",
            arity = "0..1",
            description = "all, unit, oauth, mcp, clients or deployment. Default: everything but deployment")
    private @Nullable Group group;

    @Unmatched
    private List<String> maven = List.of();

    /** The parts that can be tested alone. */
    enum Group {
        all,
        unit,
        oauth,
        mcp,
        clients,
        deployment
    }
}
