package org.mcpgateway.cli.selftest;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.GatewayAddress;
import org.mcpgateway.cli.api.Report;
import org.mcpgateway.cli.api.ReportVerb;
import org.mcpgateway.cli.client.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway self-test}: the attacks that others fell to, on a deployment of one's own. */
@Command(
        name = "self-test",
        mixinStandardHelpOptions = true,
        description = "Attacks a deployment of your own as strangers would, and tells what it withstood.",
        footer = {
            "%nOnly for a deployment that is yours. It registers a few dozen clients, and deletes them at the end. With",
            "a token for the MCP server it tries what a user could do too; with --sign-in it races for a code and a",
            "refresh token of yours. Guessing codes of devices is one of the attacks: /device may have you wait for ten",
            "minutes afterwards.",
            "Exits with 0 when nothing that could be tried succeeded, with 1 when something did, with 10 when nobody",
            "answers, with 11 when the token is refused, with 12 when there is no gateway at URL.",
            "%nExamples:",
            "  ./gateway self-test https://auth.example.com",
            "  ./gateway self-test https://time.example.com/mcp",
            "  GATEWAY_TOKEN=$(./gateway client-token https://time.example.com/mcp) \\",
            "      ./gateway self-test https://time.example.com/mcp --sign-in --output json"
        })
public final class SelfTestCommand extends ReportVerb {

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "An MCP server behind the gateway, or the issuer for the authorization server alone.")
    private String url = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Opens the MCP server. Default: GATEWAY_TOKEN, then what client-token left")
    private @Nullable String token;

    @Option(
            names = "--sign-in",
            description = "Has you sign in twice in your browser, for the attacks that need a code of yours.")
    private boolean signIn;

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public SelfTestCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        Deployment found = Deployment.find(new Wire(), address());
        requireEndpoints(found);
        Deployment deployment = found.with(token(found));
        requireTaken(deployment);
        List<JsonObject> rows = new ArrayList<>();
        try {
            for (Check check : checks(deployment, person(deployment, report))) {
                rows.add(check.json(attempt(check)));
            }
        } finally {
            Check departure = new Check("nothing is left behind", "RFC 7592 s2.3", deployment.guests()::leave);
            rows.add(departure.json(departure.attack().run()));
        }
        return tell(report, rows);
    }

    private Optional<Person> person(Deployment deployment, Report report) {
        return signIn ? Optional.of(new Person(deployment, context(), report::note)) : Optional.empty();
    }

    /** An answer that no client could read is told as such, and the others are tried all the same. */
    private static Seen attempt(Check check) throws IOException, InterruptedException {
        try {
            return check.attack().run();
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return Seen.untested("the answer is not understood");
        }
    }

    private List<Check> checks(Deployment deployment, Optional<Person> person) {
        List<Check> checks = new ArrayList<>();
        checks.addAll(new MetadataChecks(deployment).all());
        checks.addAll(new RegistrationChecks(deployment).all());
        checks.addAll(new AuthorizationChecks(deployment).all());
        checks.addAll(new ClientDocumentChecks(deployment).all());
        checks.addAll(new HostChecks(deployment).all());
        checks.addAll(new TokenChecks(deployment).all());
        deployment.service().ifPresent(service -> {
            checks.addAll(
                    new ServiceChecks(deployment, service, context().clock().instant()).all());
            checks.addAll(new UserChecks(deployment, service).all());
        });
        checks.addAll(new DeviceChecks(deployment).all());
        checks.addAll(new RaceChecks(deployment, person).all()); // last: most of their requests are failures
        return checks;
    }

    private static ExitCode tell(Report report, List<JsonObject> rows) {
        report.list(new AdminApi.Listing(rows, false), "verdict", "check", "reference", "seen");
        long failed = count(rows, Seen.Verdict.FAILED);
        report.note(count(rows, Seen.Verdict.WITHSTOOD) + " withstood, " + failed + " not, "
                + count(rows, Seen.Verdict.NOT_TESTED) + " not tested");
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static long count(List<JsonObject> rows, Seen.Verdict verdict) {
        Predicate<JsonObject> has = row -> row.getString("verdict").equals(verdict.typed());
        return rows.stream().filter(has).count();
    }

    private Optional<String> token(Deployment deployment) throws IOException, InterruptedException {
        Optional<String> named = Optional.ofNullable(token)
                .or(() -> Optional.ofNullable(context().environment().get("GATEWAY_TOKEN")));
        if (named.isPresent() || deployment.service().isEmpty()) {
            return named.filter(value -> !value.isBlank()).map(String::strip);
        }
        return Tokens.kept(context(), deployment.service().get());
    }

    /** A token that opens nothing would make every attack with it look withstood. */
    private static void requireTaken(Deployment deployment) throws InterruptedException {
        if (deployment.service().isEmpty() || deployment.token().isEmpty()) {
            return;
        }
        URI service = deployment.service().get();
        if (!deployment.token().get().matches("[A-Za-z0-9._~+/-]+=*")
                || deployment
                                .wire()
                                .json(
                                        service,
                                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                                        "Authorization",
                                        "Bearer " + deployment.token().get())
                                .status()
                        == 401) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED, service + " does not take the token: ./gateway client-token " + service);
        }
    }

    private static void requireEndpoints(Deployment deployment) {
        for (String needed : List.of("authorization_endpoint", "token_endpoint")) {
            if (deployment.endpoint(needed).isEmpty()) {
                throw new CommandException(
                        ExitCode.NOT_FOUND, deployment.issuer() + " has no " + needed + ": it is no gateway");
            }
        }
    }

    /** Over https or on this machine: a token may be sent there. */
    private URI address() {
        try {
            URI address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (GatewayAddress.keepsSecrets(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw noAddress(e);
        }
        throw noAddress(new IllegalArgumentException("neither https nor local"));
    }

    private static CommandException noAddress(RuntimeException cause) {
        return new CommandException(
                ExitCode.USAGE, "URL must be an address over https, as https://time.example.com/mcp, or local", cause);
    }
}
