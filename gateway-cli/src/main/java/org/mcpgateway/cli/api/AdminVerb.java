package org.mcpgateway.cli.api;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A verb that calls a gateway's admin API; the options that all of them have. */
public abstract class AdminVerb implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway's issuer. Default: GATEWAY_URL, then what .env says, then http://127.0.0.1:8080")
    private @Nullable URI url;

    @Option(
            names = "--admin-url",
            paramLabel = "URL",
            description = "Where its admin API is reached, if not at URL/admin/api. Default: GATEWAY_ADMIN_URL")
    private @Nullable URI adminUrl;

    @Mixin
    private final OutputOption output = new OutputOption();

    /**
     * Makes a verb.
     *
     * @param context what it takes from the outside
     */
    protected AdminVerb(CommandContext context) {
        this.context = context;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        return run(output.report(spec)).number();
    }

    /** Does it, and says what the process exits with. */
    protected abstract ExitCode run(Report report) throws IOException, InterruptedException;

    /** The gateway's admin API, opened with a token. */
    protected final AdminApi api() throws IOException, InterruptedException {
        GatewayAddress address = address();
        HttpCalls calls = new HttpCalls(HttpCalls.NAME_THE_ISSUER);
        return new AdminApi(calls, address, new AccessTokens(calls, address, settings(), context).token());
    }

    /** Where the gateway is. */
    protected final GatewayAddress address() {
        return GatewayAddress.of(Optional.ofNullable(url), Optional.ofNullable(adminUrl), settings());
    }

    /** What the environment and the gateway's {@code .env} say. */
    protected final OperatorSettings settings() {
        return OperatorSettings.of(context);
    }

    /** What this verb takes from the outside. */
    protected final CommandContext context() {
        return context;
    }
}
