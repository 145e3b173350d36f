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
                                login.get().revocable(),
                                "client_id",
                                login.get().clientId()));
        if (!hasEnded(answer)) {
            throw kept(answer.statusCode(), file);
        }
        file.forget(address.issuer());
        report.done(
                "signed out of " + address.issuer(),
                Json.createObjectBuilder()
                        .add("issuer", address.issuer().toString())
                        .build());
        return ExitCode.OK;
    }

    /** Only these say that the tokens live no longer (RFC 7009 s2.2): a client that is gone has taken its own along. */
    private static boolean hasEnded(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                || (answer.statusCode() == 401 && answer.body().contains("\"invalid_client\""));
    }

    private static CommandException kept(int status, LoginFile file) {
        return new CommandException(
                ExitCode.UNREACHABLE,
                status == 429 || status >= 500
                        ? "the gateway revokes nothing at the moment: nothing was ended, try again"
                        : "nothing was ended, the answer has status " + status
                                + ": is --url its issuer? Does a proxy stop /revoke? The sign-in stays in "
                                + file.path());
    }
}
