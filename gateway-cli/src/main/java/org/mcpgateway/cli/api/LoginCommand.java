package org.mcpgateway.cli.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Command;

/** {@code gateway login}: signs a person in by the gateway's own device flow (RFC 8628), for the other verbs. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Signs in to a gateway as one of its ADMIN_USERS.",
        footer = {
            "%nShows a code and an address; open it in any browser, sign in and agree. What comes of it is kept in",
            "a file that only you can read, and renewed when it runs out.",
            "%nExamples:",
            "  ./gateway login",
            "  ./gateway login --url https://auth.example.com"
        })
public final class LoginCommand extends AdminVerb {

    private final HttpCalls calls = new HttpCalls(HttpCalls.NAME_THE_ISSUER);

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public LoginCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        GatewayAddress address = address();
        String clientId = register(address);
        JsonObject tokens = new DeviceFlow(calls, context().clock(), report::note)
                .tokens(
                        address.at("/device_authorization"),
                        address.at("/token"),
                        Map.of(
                                "client_id",
                                clientId,
                                "scope",
                                AccessTokens.SCOPE + " offline_access",
                                "resource",
                                address.resource()));
        AccessTokens.requireScope(tokens, "this person");
        LoginFile file = LoginFile.of(context());
        file.save(Login.of(address.issuer(), clientId, tokens, context().clock().instant()));
        report.done(
                "signed in to " + address.issuer() + "; kept in " + file.path(),
                Json.createObjectBuilder()
                        .add("issuer", address.issuer().toString())
                        .add("file", file.path().toString())
                        .build());
        return ExitCode.OK;
    }

    private String register(GatewayAddress address) throws InterruptedException {
        JsonObject metadata = Json.createObjectBuilder()
                .add("client_name", "gateway command")
                .add("token_endpoint_auth_method", "none")
                .add(
                        "grant_types",
                        Json.createArrayBuilder().add(DeviceFlow.GRANT_TYPE).add("refresh_token"))
                .build();
        HttpResponse<String> answer = calls.send(HttpRequest.newBuilder(address.at("/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(metadata.toString())));
        return HttpCalls.success(
                        answer, "the gateway registers no client: set GATEWAY_CLIENT_ID and GATEWAY_CLIENT_SECRET")
                .getString("client_id");
    }
}
