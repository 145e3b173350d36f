package org.mcpgateway.cli.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
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

    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    private final HttpCalls calls = new HttpCalls();

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
        JsonObject device = success(
                calls.form(
                        address.at("/device_authorization"),
                        Map.of(
                                "client_id",
                                clientId,
                                "scope",
                                AccessTokens.SCOPE + " offline_access",
                                "resource",
                                address.resource())),
                "the gateway starts no sign-in");
        report.note("Open " + device.getString("verification_uri") + " and enter " + device.getString("user_code"));
        report.note("or open " + device.getString("verification_uri_complete", device.getString("verification_uri")));
        JsonObject tokens = poll(address, clientId, device);
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
                .add("grant_types", Json.createArrayBuilder().add(DEVICE_CODE).add("refresh_token"))
                .build();
        HttpResponse<String> answer = calls.send(
                HttpRequest.newBuilder(address.at("/register"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(metadata.toString())),
                HttpResponse.BodyHandlers.ofString());
        return success(answer, "the gateway registers no client: set GATEWAY_CLIENT_ID and GATEWAY_CLIENT_SECRET")
                .getString("client_id");
    }

    /** RFC 8628 s3.5: asks at the pace that the gateway wants, until the person has decided or the code has ended. */
    private JsonObject poll(GatewayAddress address, String clientId, JsonObject device) throws InterruptedException {
        Instant end = context().clock().instant().plusSeconds(device.getInt("expires_in"));
        Duration pace = Duration.ofSeconds(device.getInt("interval", 5));
        while (context().clock().instant().isBefore(end)) {
            Thread.sleep(pace);
            HttpResponse<String> answer = calls.form(
                    address.at("/token"),
                    Map.of(
                            "grant_type",
                            DEVICE_CODE,
                            "device_code",
                            device.getString("device_code"),
                            "client_id",
                            clientId));
            JsonObject json = HttpCalls.json(answer.uri(), answer.body());
            if (answer.statusCode() == 200) {
                return json;
            }
            switch (json.getString("error", "")) {
                case "authorization_pending" -> {}
                case "slow_down" -> pace = pace.plusSeconds(5);
                default ->
                    throw new CommandException(
                            ExitCode.UNAUTHORIZED,
                            Report.plain(json.getString("error_description", "refused")) + ": run gateway login again");
            }
        }
        throw new CommandException(ExitCode.UNAUTHORIZED, "nobody entered the code in time: run gateway login again");
    }

    private static JsonObject success(HttpResponse<String> answer, String otherwise) {
        URI asked = answer.uri();
        JsonObject json = HttpCalls.json(asked, answer.body());
        if (answer.statusCode() / 100 != 2) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    otherwise + " (" + Report.plain(json.getString("error_description", "no reason")) + ")");
        }
        return json;
    }
}
