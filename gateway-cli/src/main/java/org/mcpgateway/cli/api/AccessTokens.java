package org.mcpgateway.cli.api;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * Where a token for the admin API comes from: the machine client of {@code GATEWAY_CLIENT_ID} and
 * {@code GATEWAY_CLIENT_SECRET}, what {@code gateway login} left, or the first of {@code ADMIN_MACHINE_CLIENTS} in the
 * gateway's own {@code .env}, in this order.
 */
final class AccessTokens {

    /** What administers. */
    static final String SCOPE = "gateway:admin";

    private final HttpCalls calls;
    private final GatewayAddress address;
    private final OperatorSettings settings;
    private final CommandContext context;

    AccessTokens(HttpCalls calls, GatewayAddress address, OperatorSettings settings, CommandContext context) {
        this.calls = calls;
        this.address = address;
        this.settings = settings;
        this.context = context;
    }

    /** A token; throws UNAUTHORIZED, saying what to do, when there is nothing to get one with. */
    String token() throws IOException, InterruptedException {
        Optional<MachineClient> named = MachineClient.named(settings);
        if (named.isPresent()) {
            return ofMachine(named.get());
        }
        LoginFile file = LoginFile.of(context);
        Optional<Login> login = file.find(address.issuer());
        if (login.isPresent()) {
            return ofLogin(login.get(), file);
        }
        return ofMachine(configured()
                .orElseThrow(() -> new CommandException(
                        ExitCode.UNAUTHORIZED,
                        "nobody is signed in to " + address.issuer()
                                + ": run gateway login as one of ADMIN_USERS, or set"
                                + " GATEWAY_CLIENT_ID and GATEWAY_CLIENT_SECRET of one of ADMIN_MACHINE_CLIENTS")));
    }

    private Optional<MachineClient> configured() {
        return settings.list("ADMIN_MACHINE_CLIENTS").stream()
                .flatMap(id -> settings.list("MACHINE_CLIENTS").stream()
                        .filter(pair -> pair.startsWith(id + ":"))
                        .map(pair -> new MachineClient(id, pair.substring(id.length() + 1))))
                .findFirst();
    }

    private String ofMachine(MachineClient machine) throws InterruptedException {
        HttpResponse<String> answer =
                machine.ask(calls, address.at("/token"), Map.of("scope", SCOPE, "resource", address.resource()));
        return accessToken(answer, "the client " + machine.id());
    }

    /** Renews what has run out, and keeps what comes of it. */
    private String ofLogin(Login login, LoginFile file) throws IOException, InterruptedException {
        if (login.expiresAt().isAfter(context.clock().instant().plusSeconds(30))) {
            return login.accessToken();
        }
        HttpResponse<String> answer = calls.form(
                address.at("/token"),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        login.refreshToken(),
                        "client_id",
                        login.clientId()));
        String token = accessToken(answer, "the sign-in of before");
        file.save(Login.of(
                address.issuer(),
                login.clientId(),
                HttpCalls.json(address.issuer(), answer.body()),
                context.clock().instant()));
        return token;
    }

    private String accessToken(HttpResponse<String> answer, String whose) {
        JsonObject json = HttpCalls.json(answer.uri(), answer.body());
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new CommandException(ExitCode.UNREACHABLE, "the gateway gives no token at the moment: try again");
        }
        if (answer.statusCode() != 200) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    address.issuer() + " does not accept " + whose + " ("
                            + Report.plain(json.getString("error_description", json.getString("error", "no reason")))
                            + "): run gateway login, or correct GATEWAY_CLIENT_ID and GATEWAY_CLIENT_SECRET");
        }
        requireScope(json, whose);
        return json.getString("access_token");
    }

    /** A token without the scope opens nothing; better to say so at once. */
    static void requireScope(JsonObject answer, String whose) {
        if (!(" " + answer.getString("scope", "") + " ").contains(" " + SCOPE + " ")) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    whose + " may not administer: name it in ADMIN_USERS or ADMIN_MACHINE_CLIENTS of the gateway");
        }
    }
}
