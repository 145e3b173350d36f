package org.mcpgateway.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway run}: the whole gateway on this machine, until Ctrl-C. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the gateway on this machine, on loopback, until Ctrl-C.",
        footer = {
            "%nRedis, the authorization server, the bridge and the MCP servers start together and stop together.",
            "Registrations and tokens survive a restart. Sign-in is by the local identity provider.",
            "%nExamples:",
            "  ./gateway run",
            "  ./gateway run --port 9000 --services time,everything --open",
            "  ./gateway run --catalogue my-servers.json"
        })
public final class RunCommand implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "Where it listens; 0: any free port. Default: 8080.")
    private int port = 8080;

    @Option(
            names = "--services",
            paramLabel = "NAME",
            split = ",",
            description = "Only these services of the catalogue.")
    private List<String> chosen = new ArrayList<>();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "The services, in the mcpServers form of MCP clients. Default: docker/services.json")
    private @Nullable Path catalogueFile;

    @Option(names = "--open", description = "Opens the gateway's page in the browser when it is ready.")
    private boolean open;

    @Option(names = "--state", paramLabel = "FOLDER", description = "What outlives a run. Default: .gateway")
    private @Nullable Path stateFolder;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "How it says that it is ready: table, or json (one line).")
    private Output output = Output.table;

    /** @param context what this verb takes from the outside */
    public RunCommand(CommandContext context) {
        this.context = context;
    }

    /** The forms of the ready report, as they are typed. */
    enum Output {
        table,
        json
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var installation = new Installation(context.installation());
        installation.requireBuilt();
        Path folder = stateFolder == null ? installation.defaultState() : stateFolder.toAbsolutePath();
        try (StateFolder state = StateFolder.open(folder.normalize())) {
            runOn(state, installation);
        }
        return ExitCode.OK.number();
    }

    private void runOn(StateFolder state, Installation installation) throws IOException, InterruptedException {
        var address = new Address(Ports.claim(port));
        ServiceCatalogue catalogue =
                ServiceCatalogue.read(catalogueFile == null ? installation.catalogue() : catalogueFile);
        var installer = new ServerInstaller(installation, context.environment(), this::progress);
        List<ServiceState> services = new Services(catalogue, installer).prepare(chosen);
        List<String> ready = services.stream()
                .filter(ServiceState::isReady)
                .map(ServiceState::name)
                .toList();
        try (var gateway = new LocalGateway(context, state, this::progress, EmbeddedRedis.Program.bundled(state))) {
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::stop));
            CompletableFuture<?> ended = gateway.start(address, catalogue, ready);
            report(new ReadyReport(address, services));
            ended.handle((process, failure) -> failure).join();
            if (!gateway.isStopped()) {
                throw new CommandException(
                        ExitCode.START_FAILED, "Redis or the server stopped by itself: see " + state.log("server.log"));
            }
        }
    }

    private void report(ReadyReport report) throws IOException {
        if (output == Output.json) {
            report.printJson(spec.commandLine().getOut());
        } else {
            report.printTable(spec.commandLine().getOut());
        }
        if (open) {
            Browser.open(report.address().issuer(), context.environment());
        }
    }

    private void progress(String line) {
        spec.commandLine().getErr().println(line + " …");
        spec.commandLine().getErr().flush();
    }
}
