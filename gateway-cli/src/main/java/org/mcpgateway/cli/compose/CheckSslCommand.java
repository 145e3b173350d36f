package org.mcpgateway.cli.compose;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.Report;
import org.mcpgateway.cli.api.ReportVerb;
import org.mcpgateway.cli.check.HostAndPort;
import org.mcpgateway.cli.check.TlsProbe;
import org.mcpgateway.cli.check.Trust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway check-ssl}: the certificates of a deployment, as clients see them. */
@Command(
        name = "check-ssl",
        mixinStandardHelpOptions = true,
        description = "Looks at the certificate of every host: who signed it, for which names, how many days are left.",
        footer = {
            "%nExits with 10 when a host does not answer, with 1 when a certificate is bad or ends soon.",
            "%nExamples:",
            "  ./gateway check-ssl                           every host of .env",
            "  ./gateway check-ssl auth.example.com --days 30",
            "  ./gateway check-ssl --ca our-authority.pem --output json"
        })
public final class CheckSslCommand extends ReportVerb {

    @Parameters(arity = "0..*", paramLabel = "HOST[:PORT]", description = "Default: all of the deployment in .env.")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--days", paramLabel = "DAYS", description = "Fewer days left are a finding. Default: 14")
    private int days = 14;

    @Option(names = "--ca", paramLabel = "FILE", description = "Trusts the authorities of this PEM file alone.")
    private @Nullable Path authorities;

    @Mixin
    private final EnvOption env = new EnvOption();

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public CheckSslCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, GeneralSecurityException {
        List<HostAndPort> asked = hosts().map(HostAndPort::parse).toList();
        TlsProbe probe = new TlsProbe(
                Trust.of(Optional.ofNullable(authorities)), context().clock(), Duration.ofDays(days));
        List<JsonObject> findings = new ArrayList<>();
        for (HostAndPort host : asked) {
            findings.add(probe.look(host).json());
        }
        report.list(new AdminApi.Listing(findings, false), "host", "state", "days_left", "names", "issuer", "cure");
        return exitCode(findings);
    }

    private Stream<String> hosts() throws IOException {
        if (!hosts.isEmpty()) {
            return hosts.stream();
        }
        Settings settings = Settings.read(env.file(context()), context().environment());
        String domain = settings.require("BASE_DOMAIN", "or name the hosts: gateway check-ssl auth.example.com");
        return new EnabledServices(settings).hosts(domain);
    }

    private static ExitCode exitCode(List<JsonObject> findings) {
        List<String> states =
                findings.stream().map(finding -> finding.getString("state")).toList();
        if (states.contains("unreachable")) {
            return ExitCode.UNREACHABLE;
        }
        return states.stream().allMatch("valid"::equals) ? ExitCode.OK : ExitCode.FAILED;
    }
}
