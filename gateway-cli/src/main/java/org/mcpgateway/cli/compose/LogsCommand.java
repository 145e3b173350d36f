package org.mcpgateway.cli.compose;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi.Listing;
import org.mcpgateway.cli.api.OutputOption;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gateway logs}: what the containers have said. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the logs of services, or of all.",
            "Docker keeps the latest 30 MB of each. --rotate puts what was said since the last time into files of its own,",
            "compressed and readable by you alone, in logs/ beside .env, where they stay until --clean."
        },
        footer = {
            "%nExamples:",
            "  ./gateway logs auth",
            "  ./gateway logs -f --tail 20 traefik",
            "  ./gateway logs --stats --since 24h    lines, warnings, errors and answers of each",
            "  ./gateway logs --rotate               as from a daily timer",
            "  ./gateway logs --clean --older-than 90"
        })
public final class LogsCommand extends ComposeVerb {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what is said from now on.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "LINES", description = "Only the last lines of each. Default: all.")
    private String tail = "all";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was said since, as 24h or 2026-11-25T08:00:00Z.")
    private @Nullable String since;

    @ArgGroup
    private @Nullable Task task;

    @Option(
            names = "--older-than",
            paramLabel = "DAYS",
            description = "Of --clean: files that were written before. Default: 30")
    private int days = 30;

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "auth, redis, traefik or a service's name.")
    private List<String> names = new ArrayList<>();

    /** What is done other than printing them. */
    static final class Task {

        @Option(names = "--files", description = "Lists where the logs are, and how long.")
        private boolean files;

        @Option(
                names = "--stats",
                description = "Counts lines, bytes, warnings, errors, and what Traefik has answered.")
        private boolean stats;

        @Option(
                names = "--rotate",
                description = "Puts what was said since the last time into a file for each service.")
        @SuppressWarnings("UnusedVariable") // it is what is none of the others
        private boolean rotate;

        @Option(names = "--clean", description = "Deletes files of --rotate.")
        private boolean clean;
    }

    private LogsCommand(CommandContext context) {
        super(context);
        this.context = context;
    }

    /**
     * The verb with those below it.
     *
     * @param context what it takes from the outside
     * @param analysis what reads the audit trail
     */
    public static CommandLine with(CommandContext context, Object analysis) {
        return new CommandLine(new LogsCommand(context)).addSubcommand(analysis);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (task == null) {
            return print();
        }
        Report report = output.report(spec);
        Path folder = settings().file().resolveSibling("logs");
        if (task.clean) {
            return cleaned(new LogArchive(folder), report);
        }
        var logs = new ContainerLogs(unchecked());
        if (task.files) {
            List<JsonObject> files = new ArrayList<>(logs.files());
            files.addAll(new LogArchive(folder).files());
            return listed(files, report, "service", "file", "bytes");
        }
        List<String> services = logs.services(names);
        return task.stats ? counted(logs, services, report) : rotated(logs, services, new LogArchive(folder), report);
    }

    private int print() throws IOException, InterruptedException {
        Compose compose = unchecked();
        List<String> line = new ArrayList<>(List.of("logs", "--tail", tail));
        if (follow) {
            line.add("--follow");
        }
        if (since != null) {
            line.addAll(List.of("--since", since));
        }
        names.stream().map(compose::container).forEach(line::add);
        return compose.run(line);
    }

    private int counted(ContainerLogs logs, List<String> services, Report report)
            throws IOException, InterruptedException {
        List<JsonObject> rows = new ArrayList<>();
        for (String service : services) {
            var statistics = new LogStatistics();
            logs.read(service, since, null, statistics::take);
            rows.add(statistics.of(service));
        }
        return listed(
                rows, report, "service", "lines", "bytes", "warnings", "errors", "2xx", "3xx", "4xx", "5xx", "latest");
    }

    private int rotated(ContainerLogs logs, List<String> services, LogArchive archive, Report report)
            throws IOException, InterruptedException {
        Instant now = context.clock().instant();
        Map<String, Path> written = new TreeMap<>();
        for (String service : services) {
            archive.write(service, now, (from, until, line) -> logs.read(service, from, until, line))
                    .ifPresent(file -> written.put(service, file));
        }
        return told("wrote", List.copyOf(written.values()), report);
    }

    private int cleaned(LogArchive archive, Report report) throws IOException {
        if (days < 0) {
            throw new CommandException(ExitCode.USAGE, "--older-than must be a number of days, 0 or more");
        }
        return told("deleted", archive.clean(context.clock().instant().minus(Duration.ofDays(days))), report);
    }

    private static int listed(List<JsonObject> rows, Report report, String... columns) {
        report.list(new Listing(rows, false), columns);
        return ExitCode.OK.number();
    }

    private static int told(String done, List<Path> files, Report report) {
        JsonArrayBuilder paths = Json.createArrayBuilder();
        files.forEach(file -> paths.add(file.toString()));
        report.done(
                done + " " + files.size() + " files",
                Json.createObjectBuilder().add(done, paths).build());
        return ExitCode.OK.number();
    }
}
