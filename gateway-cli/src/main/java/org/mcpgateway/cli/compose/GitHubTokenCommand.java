package org.mcpgateway.cli.compose;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.DeviceFlow;
import org.mcpgateway.cli.api.GatewayAddress;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.api.OutputOption;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway github-token}: a token of GitHub's own, by GitHub's device flow and the gateway's OAuth app. */
@Command(
        name = "github-token",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Signs in to GitHub itself, as the gateway's OAuth app, and prints the access token: it shows that",
            "GITHUB_CLIENT_ID is right, and serves MCP servers that ask GitHub. The gateway needs none.",
            "Enable the device flow in the settings of the app at GitHub before."
        },
        footer = {"%nExamples:", "  ./gateway github-token", "  ./gateway github-token --scope repo,read:org --save"})
public final class GitHubTokenCommand implements Callable<Integer> {

    private static final String KEY = "GITHUB_PAT";

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final EnvOption env = new EnvOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            description = "What it may do, separated by commas. Default: read:user")
    private String scope = "read:user";

    @Option(
            names = "--save",
            description = "Writes it into .env as " + KEY + ", readable by you alone, and prints nothing.")
    private boolean save;

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public GitHubTokenCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = env.file(context);
        Settings settings = save || Files.exists(file)
                ? Settings.read(file, context.environment())
                : new Settings(file, context.environment());
        Report report = output.report(spec);
        String token = token(settings, report);
        if (save) {
            EnvEditor editor = EnvEditor.open(file, file);
            editor.set(KEY, token);
            editor.save();
            report.done(
                    KEY + " is set in " + file,
                    Json.createObjectBuilder().add("file", file.toString()).build());
        } else {
            report.done(
                    token, Json.createObjectBuilder().add("access_token", token).build());
        }
        return ExitCode.OK.number();
    }

    private String token(Settings settings, Report report) throws InterruptedException {
        String client = settings.require("GITHUB_CLIENT_ID", "the client ID of your OAuth app at GitHub");
        String github =
                settings.find("GITHUB_BASE_URL").orElse("https://github.com").replaceAll("/+$", "");
        URI tokens = address(
                settings,
                "GITHUB_TOKEN_URL",
                settings.find("GITHUB_TOKEN_URL").orElse(github + "/login/oauth/access_token"));
        JsonObject answer = new DeviceFlow(
                        new HttpCalls("does this machine reach it? GITHUB_BASE_URL names another"),
                        context.clock(),
                        report::note)
                .tokens(
                        address(settings, "GITHUB_BASE_URL", github + "/login/device/code"),
                        tokens,
                        Map.of("client_id", client, "scope", scope.replace(',', ' ')));
        String token = answer.getString("access_token", "");
        if (!token.matches("[A-Za-z0-9_.-]{8,512}")) {
            throw new CommandException(ExitCode.FAILED, "GitHub's answer holds no access token: try again");
        }
        return token;
    }

    /** A token comes back from there: nobody on the way may read it. */
    private static URI address(Settings settings, String key, String text) {
        try {
            URI address = URI.create(text);
            if (GatewayAddress.keepsSecrets(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw settings.malformed(key, "is no address");
        }
        throw settings.malformed(key, "must begin with https://");
    }
}
