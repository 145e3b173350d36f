package org.mcpgateway.cli.health;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.api.MachineClient;
import org.mcpgateway.cli.api.OperatorSettings;
import org.mcpgateway.cli.api.Report;
import org.mcpgateway.cli.client.Tokens;

/** Tokens for services without asking a person: of the machine client that is named, else what somebody left. */
record ServiceTokens(HttpCalls calls, OperatorSettings settings, CommandContext context, URI tokenEndpoint) {

    /** A token; throws UNAUTHORIZED, saying what to do, when there is nothing to get one with. */
    String token(URI service, String resource) throws IOException, InterruptedException {
        Optional<MachineClient> machine = MachineClient.named(settings);
        if (machine.isPresent()) {
            HttpResponse<String> answer = machine.get().ask(calls, tokenEndpoint, Map.of("resource", resource));
            JsonObject json = HttpCalls.json(tokenEndpoint, answer.body());
            if (answer.statusCode() != 200) {
                throw new CommandException(
                        ExitCode.UNAUTHORIZED,
                        "the client " + machine.get() + " gets no token ("
                                + Report.plain(json.getString("error_description", "no reason"))
                                + "): name one of MACHINE_CLIENTS by GATEWAY_CLIENT_ID and GATEWAY_CLIENT_SECRET");
            }
            return json.getString("access_token");
        }
        return Tokens.kept(context, service)
                .orElseThrow(() -> new CommandException(
                        ExitCode.UNAUTHORIZED,
                        "no token to speak with: ./gateway client-token " + service
                                + ", or set GATEWAY_CLIENT_ID and GATEWAY_CLIENT_SECRET of one of MACHINE_CLIENTS"));
    }
}
