package org.mcpgateway.cli.doctor;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.EnvFile;
import org.mcpgateway.cli.api.Report;
import org.mcpgateway.cli.api.ReportVerb;
import org.mcpgateway.cli.check.HostAndPort;
import org.mcpgateway.cli.check.TlsProbe;
import org.mcpgateway.cli.check.Trust;
import org.mcpgateway.cli.compose.EnabledServices;
import org.mcpgateway.cli.compose.EnvOption;
import org.mcpgateway.cli.compose.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway doctor}: everything that is wrong, and the cure of each. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks for what is wrong with a deployment and names the cure of each fault; changes nothing.",
        footer = {
            "%nIt looks at the settings, who may read them, DNS and certificates of each host, ports, the clock, Redis,",
            "the credentials at GitHub and OpenID Connect providers, versions, and the room on the disk.",
            "Exits with 1 when there is a fault. What is out of reach from here is told as unknown, which is no fault.",
            "%nExamples:",
            "  ./gateway doctor",
            "  ./gateway doctor auth.example.com --faults",
            "  ./gateway doctor --output json"
        })
public final class DoctorCommand extends ReportVerb {

    private static final int HTTPS = 443;
    private static final Duration SOON = Duration.ofDays(14);

    @Parameters(arity = "0..*", paramLabel = "HOST[:PORT]", description = "Default: all of the deployment in .env.")
    private List<String> hosts = new ArrayList<>();

    @Mixin
    private final EnvOption env = new EnvOption();

    @Option(names = "--ca", paramLabel = "FILE", description = "Trusts the authorities of this PEM file alone.")
    private @Nullable Path authorities;

    @Option(names = "--faults", description = "Tells only what is wrong.")
    private boolean faultsOnly;

    @Option(names = "--disk", paramLabel = "MIB", description = "Less room on the disk is a fault. Default: 1024")
    private long mebibytes = 1024;

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public DoctorCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException, GeneralSecurityException {
        List<HostAndPort> named = hosts.stream().map(HostAndPort::parse).toList();
        TlsProbe probe = new TlsProbe(
                Trust.of(Optional.ofNullable(authorities)), context().clock(), SOON);
        List<Integer> malformed = new ArrayList<>();
        Settings settings = settings(malformed);
        Docker docker = Docker.of(context().environment());
        List<Finding> findings = new ArrayList<>();
        for (Examination examination : List.of(
                new SettingsExamination(settings, malformed),
                new FilesExamination(settings, mebibytes),
                new HostsExamination(named.isEmpty() ? hosts(settings) : named, probe),
                new PortsExamination(settings, docker),
                new ProvidersExamination(settings, context().clock()),
                new RedisExamination(settings, docker),
                new VersionsExamination(docker))) {
            findings.addAll(examination.look());
        }
        tell(report, findings);
        return findings.stream().anyMatch(Finding::isFault) ? ExitCode.FAILED : ExitCode.OK;
    }

    private void tell(Report report, List<Finding> findings) {
        List<JsonObject> told = findings.stream()
                .filter(finding -> !faultsOnly || finding.isFault())
                .map(Finding::json)
                .toList();
        report.list(new AdminApi.Listing(told, false), "state", "check", "found", "cure");
    }

    /** What can be read of them: one malformed line hides no other fault. */
    private Settings settings(List<Integer> malformed) throws IOException {
        Path file = env.file(context());
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.isReadable(file)) {
            values.putAll(EnvFile.read(file, malformed::add));
        }
        values.putAll(context().environment());
        return new Settings(file, values);
    }

    private static List<HostAndPort> hosts(Settings settings) {
        Optional<String> domain = settings.find("BASE_DOMAIN");
        try {
            int port = PublishedPort.of(settings, "HTTPS_PORT", "443")
                    .map(PublishedPort::port)
                    .orElse(HTTPS); // the ports' own finding names the key
            return domain.stream()
                    .flatMap(name -> new EnabledServices(settings).hosts(name).map(host -> new HostAndPort(host, port)))
                    .toList();
        } catch (CommandException e) {
            return List.of(); // the settings' own finding names the key
        }
    }
}
