package org.mcpgateway.cli.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.DeviceFlow;
import org.mcpgateway.cli.api.HttpCalls;

/**
 * The token for one MCP server: kept in a file, renewed when it runs out or is refused, and got anew from a person when
 * nothing else is left. Many threads may ask; one of them acts.
 */
final class Authorization implements Tokens {

    private static final int EARLY_SECONDS = 30;
    private static final String CLIENT_NAME = "gateway client";

    private final CommandContext context;
    private final URI service;
    private final boolean device;
    private final Consumer<String> person;
    private final HttpCalls calls = new HttpCalls("is the address right, and the server up?");
    private final CredentialsFile file;
    private Optional<Credentials> current = Optional.empty();

    /**
     * Makes one.
     *
     * @param device whether the person signs in at another device
     * @param person is told what to do, a line at a time
     */
    Authorization(CommandContext context, URI service, boolean device, Consumer<String> person) {
        this.context = context;
        this.service = AuthorizationServer.requireSecure(service);
        this.device = device;
        this.person = person;
        this.file = CredentialsFile.of(context, service);
    }

    /** Where the token is kept. */
    CredentialsFile file() {
        return file;
    }

    @Override
    public synchronized Optional<String> token() throws IOException, InterruptedException {
        current = file.read();
        if (current.isPresent() && isOld(current.get())) {
            renew(current.get());
        }
        return current.map(Credentials::accessToken);
    }

    @Override
    public synchronized String instead(Optional<String> refused, String challenge)
            throws IOException, InterruptedException {
        current = file.read(); // another process may have renewed it
        Optional<String> known = current.map(Credentials::accessToken);
        if (known.isPresent() && !known.equals(refused)) {
            return known.get();
        }
        if (current.isEmpty() || !renew(current.get())) {
            signIn(challenge);
        }
        return current.orElseThrow().accessToken();
    }

    /** Gets a token from the person, whatever is kept. */
    synchronized Credentials signIn(String challenge) throws IOException, InterruptedException {
        AuthorizationServer server = AuthorizationServer.of(calls, service, challenge);
        URI tokenEndpoint = server.required("token_endpoint");
        Credentials credentials;
        if (device) {
            String clientId = register(server, Optional.empty());
            JsonObject answer = new DeviceFlow(calls, context.clock(), person)
                    .tokens(
                            server.required("device_authorization_endpoint"),
                            tokenEndpoint,
                            parameters(server, clientId));
            credentials = Credentials.of(
                    server.resource(),
                    tokenEndpoint,
                    clientId,
                    answer,
                    context.clock().instant());
        } else {
            credentials = inBrowser(server, tokenEndpoint);
        }
        file.write(credentials);
        current = Optional.of(credentials);
        return credentials;
    }

    private Credentials inBrowser(AuthorizationServer server, URI tokenEndpoint)
            throws IOException, InterruptedException {
        try (BrowserFlow browser = new BrowserFlow(server, context, person)) {
            String clientId = register(server, Optional.of(browser.redirectUri()));
            Map<String, String> code = browser.code(parameters(server, clientId));
            HttpResponse<String> answer = calls.form(tokenEndpoint, code);
            return Credentials.of(
                    server.resource(),
                    tokenEndpoint,
                    clientId,
                    HttpCalls.success(answer, "the sign-in was not accepted"),
                    context.clock().instant());
        }
    }

    private static Map<String, String> parameters(AuthorizationServer server, String clientId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", clientId);
        parameters.put("resource", server.resource());
        server.scope().ifPresent(scope -> parameters.put("scope", scope));
        return parameters;
    }

    private boolean isOld(Credentials credentials) {
        return credentials.expiresAt().isBefore(context.clock().instant().plusSeconds(EARLY_SECONDS));
    }

    /** Whether it worked; what the server does not take any more is forgotten. */
    private boolean renew(Credentials old) throws IOException, InterruptedException {
        if (old.refreshToken().isEmpty()) {
            return false;
        }
        HttpResponse<String> answer = calls.form(
                old.tokenEndpoint(),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        old.refreshToken(),
                        "client_id",
                        old.clientId(),
                        "resource",
                        old.resource()));
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new CommandException(ExitCode.UNREACHABLE, "no token is given at the moment: try again");
        }
        if (answer.statusCode() != 200) {
            file.delete();
            current = Optional.empty();
            return false;
        }
        Credentials renewed = old.renewed(
                HttpCalls.json(answer.uri(), answer.body()), context.clock().instant());
        file.write(renewed);
        current = Optional.of(renewed);
        return true;
    }

    /** RFC 7591: a public client, made for each sign-in, so that nothing of it has to be kept but its name. */
    private String register(AuthorizationServer server, Optional<URI> redirectUri) throws InterruptedException {
        var grants = Json.createArrayBuilder().add("refresh_token");
        var metadata =
                Json.createObjectBuilder().add("client_name", CLIENT_NAME).add("token_endpoint_auth_method", "none");
        redirectUri.ifPresentOrElse(
                uri -> {
                    grants.add("authorization_code");
                    metadata.add("redirect_uris", Json.createArrayBuilder().add(uri.toString()));
                    metadata.add("response_types", Json.createArrayBuilder().add("code"));
                },
                () -> grants.add(DeviceFlow.GRANT_TYPE));
        HttpResponse<String> answer = calls.send(HttpRequest.newBuilder(server.required("registration_endpoint"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        metadata.add("grant_types", grants).build().toString())));
        return HttpCalls.success(answer, "this client is not registered").getString("client_id");
    }
}
