package org.mcpgateway.cli.api;

import java.util.concurrent.Callable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that tells its outcome as a table or as JSON. */
public abstract class ReportVerb implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOption output = new OutputOption();

    /**
     * Makes a verb.
     *
     * @param context what it takes from the outside
     */
    protected ReportVerb(CommandContext context) {
        this.context = context;
    }

    @Override
    public final Integer call() throws Exception {
        return run(output.report(spec)).number();
    }

    /** Does it, and says what the process exits with. */
    protected abstract ExitCode run(Report report) throws Exception;

    /** What this verb takes from the outside. */
    protected final CommandContext context() {
        return context;
    }
}
