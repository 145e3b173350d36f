package org.mcpgateway.cli.client;

import jakarta.json.Json;
import java.io.IOException;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Command;

/** {@code gateway client-token}: a token for programs that are given one. */
@Command(
        name = "client-token",
        mixinStandardHelpOptions = true,
        description = "Signs in to an MCP server and prints the access token, for programs that are given one.",
        footer = {
            "%nExamples:",
            "  ./gateway client-token --device https://time.example.com/mcp",
            "  MCP_TOKEN=$(./gateway client-token https://time.example.com/mcp)"
        })
public final class TokenCommand extends ClientVerb {

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public TokenCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(ServerOptions options, CommandContext surroundings, Report report)
            throws IOException, InterruptedException {
        Authorization authorization = options.authorization(surroundings, report::note);
        if (authorization.token().isEmpty()) {
            authorization.signIn("");
        }
        Credentials credentials = authorization.file().read().orElseThrow();
        report.done(
                credentials.accessToken(),
                Json.createObjectBuilder()
                        .add("access_token", credentials.accessToken())
                        .add("expires_at", credentials.expiresAt().toString())
                        .add("resource", credentials.resource())
                        .build());
        return ExitCode.OK;
    }
}
