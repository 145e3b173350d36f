package org.mcpgateway.cli.selftest;

import jakarta.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.client.AuthorizationServer;
import org.mcpgateway.cli.client.BrowserFlow;

/**
 * Signs in, for attacks that need what only a sign-in gives.
 *
 * @param told what to do, a line at a time
 */
record Person(Deployment deployment, CommandContext context, Consumer<String> told) {

    /** The parameters of a token request with a fresh code; empty where strangers cannot register a client for it. */
    Optional<Map<String, String>> code() throws IOException, InterruptedException {
        var server = new AuthorizationServer(
                deployment.resource(), Optional.empty(), deployment.issuer().toString(), deployment.metadata());
        try (BrowserFlow browser = new BrowserFlow(server, context, told)) {
            if (deployment.guests().endpoint().isEmpty()) {
                return Optional.empty();
            }
            Answer client = deployment
                    .guests()
                    .register(Guests.metadata("none", browser.redirectUri().toString())
                            .add(
                                    "grant_types",
                                    Json.createArrayBuilder()
                                            .add("authorization_code")
                                            .add("refresh_token")));
            String id = client.json().getString("client_id", "");
            return id.isEmpty() ? Optional.empty() : Optional.of(redeemable(browser, id));
        }
    }

    private Map<String, String> redeemable(BrowserFlow browser, String id) throws InterruptedException {
        Map<String, String> request = new HashMap<>(Map.of("client_id", id));
        if (deployment.service().isPresent()) {
            request.put("resource", deployment.resource());
        }
        Map<String, String> code = new HashMap<>(browser.code(request));
        if (deployment.service().isEmpty()) {
            code.remove("resource");
        }
        return code;
    }
}
