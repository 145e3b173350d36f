package org.mcpgateway.cli.script;

import java.util.concurrent.Callable;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb of the script; reached only by who starts the jar without it. */
abstract class ScriptVerb implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public final Integer call() {
        throw new CommandException(
                ExitCode.USAGE, "call ./gateway " + spec.name() + ": the script does this, not the jar");
    }
}
