package org.mcpgateway.cli.client;

import java.net.URI;
import java.util.function.Consumer;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which MCP server, and how a person signs in to it. */
final class ServerOptions {

    @Parameters(index = "0", paramLabel = "URL", description = "The MCP server, as https://time.example.com/mcp")
    private URI url = URI.create("https://localhost/mcp");

    @Option(
            names = "--device",
            description = "Signs in with a code at another device, not with the browser of this one.")
    private boolean device;

    URI address() {
        return AuthorizationServer.requireSecure(url);
    }

    Authorization authorization(CommandContext context, Consumer<String> person) {
        return new Authorization(context, address(), device, person);
    }
}
