package org.mcpgateway.cli.api;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Option;

/** A verb that calls a gateway's admin API; the options that all of them have. */
public abstract class AdminVerb extends ReportVerb {

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

    /**
     * Makes a verb.
     *
     * @param context what it takes from the outside
     */
    protected AdminVerb(CommandContext context) {
        super(context);
    }

    @Override
    protected abstract ExitCode run(Report report) throws IOException, InterruptedException;

    /** The gateway's admin API, opened with a token. */
    protected final AdminApi api() throws IOException, InterruptedException {
        GatewayAddress address = address();
        HttpCalls calls = new HttpCalls(HttpCalls.NAME_THE_ISSUER);
        return new AdminApi(calls, address, new AccessTokens(calls, address, settings(), context()).token());
    }

    /** Where the gateway is. */
    protected final GatewayAddress address() {
        return GatewayAddress.of(Optional.ofNullable(url), Optional.ofNullable(adminUrl), settings());
    }

    /** What the environment and the gateway's {@code .env} say. */
    protected final OperatorSettings settings() {
        return OperatorSettings.of(context());
    }
}
