package org.mcpgateway.cli.health;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.GatewayAddress;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.api.OperatorSettings;
import org.mcpgateway.cli.api.Report;
import org.mcpgateway.cli.api.ReportVerb;
import org.mcpgateway.cli.compose.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway health}: whether a gateway works, seen from where its clients are. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks the authorization server and each service, as clients do, whether they work.",
        footer = {
            "%nWithout --full no token is needed: a service is healthy when it asks for one and says where to get it. With",
            "--full a session is opened and the tools are listed, with a token of the machine client GATEWAY_CLIENT_ID,",
            "else with the one that ./gateway client-token left.",
            "Exits with 10 when something does not answer, 1 when it is not as it should be, 11 without a token, 12 for a",
            "service that is not there.",
            "%nExamples:",
            "  ./gateway health",
            "  ./gateway health --full time memory",
            "  ./gateway health --url https://auth.example.com https://time.example.com/mcp --output json"
        })
public final class HealthCommand extends ReportVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "SERVICE",
            description = "Names or addresses. Default: those of .env, else those that the gateway announces.")
    private List<String> services = new ArrayList<>();

    @Option(names = "--full", description = "Opens a session with each service and lists its tools.")
    private boolean full;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway's issuer. Default: GATEWAY_URL, then what .env says, then http://127.0.0.1:8080")
    private @Nullable URI url;

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public HealthCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        OperatorSettings settings = OperatorSettings.of(context());
        URI issuer = GatewayAddress.of(Optional.ofNullable(url), Optional.empty(), settings)
                .issuer();
        HttpCalls calls = new HttpCalls("is it up? ./gateway status");
        Map<String, URI> asked = asked(new ServiceAddresses(
                calls, issuer, new Settings(context().installation().resolve(".env"), settings.values())));
        ServiceTokens tokens = new ServiceTokens(calls, settings, context(), URI.create(issuer + "/token"));
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new AuthorizationServerHealth(calls, issuer).look());
        for (Map.Entry<String, URI> service : asked.entrySet()) {
            var health = new ServiceHealth(calls, issuer, service.getKey(), service.getValue());
            conditions.add(full ? health.full(resource -> tokens.token(service.getValue(), resource)) : health.quick());
        }
        return tell(report, conditions, asked.isEmpty());
    }

    private static ExitCode tell(Report report, List<Condition> conditions, boolean noServices) {
        List<JsonObject> rows = conditions.stream().map(Condition::json).toList();
        report.list(new AdminApi.Listing(rows, false), "name", "state", "address", "seen");
        if (noServices) {
            report.note("no services are known here: name them, ./gateway health time memory");
        }
        return conditions.stream()
                .map(Condition::state)
                .min(Comparator.naturalOrder())
                .orElse(Condition.State.HEALTHY)
                .exitCode();
    }

    private Map<String, URI> asked(ServiceAddresses addresses) throws InterruptedException {
        return services.isEmpty() ? addresses.all() : addresses.of(services);
    }
}
