package org.mcpgateway.cli.api;

import jakarta.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Command;

/** {@code gateway logout}: revokes and forgets what {@code gateway login} left. */
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        description = "Ends the sign-in of gateway login.",
        footer = {"%nExamples:", "  ./gateway logout", "  ./gateway logout --url https://auth.example.com"})
public final class LogoutCommand extends AdminVerb {

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public LogoutCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        GatewayAddress address = address();
        LoginFile file = LoginFile.of(context());
        Optional<Login> login = file.find(address.issuer());
        if (login.isEmpty()) {
            throw new CommandException(ExitCode.NOT_FOUND, "nobody is signed in to " + address.issuer());
        }
        HttpResponse<String> answer = new HttpCalls(HttpCalls.NAME_THE_ISSUER)
                .form(
                        address.at("/revoke"),
                        Map.of(
                                "token",
                                login.get().refreshToken(),
                                "client_id",
                                login.get().clientId()));
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new CommandException(
                    ExitCode.UNREACHABLE, "the gateway revokes nothing at the moment: nothing was ended, try again");
        }
        file.forget(address.issuer());
        report.done(
                "signed out of " + address.issuer(),
                Json.createObjectBuilder()
                        .add("issuer", address.issuer().toString())
                        .build());
        return ExitCode.OK;
    }
}
