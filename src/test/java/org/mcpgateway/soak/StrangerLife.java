package org.mcpgateway.soak;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Somebody from anywhere who has nothing and tries: reads what is public, and is refused everything else. */
final class StrangerLife extends Life {

    private final SoakServers servers;
    private final TestClient client;
    private final String address = address();

    StrangerLife(SoakServers servers, Random random) {
        super(random);
        this.servers = servers;
        this.client = servers.auth().client();
    }

    @Override
    List<Step> steps() {
        return List.of(
                this::reads, this::triesTokens, this::guessesSecrets, this::guessesCodes, this::registersNonsense);
    }

    private void reads() {
        for (String path : List.of("/", "/jwks", "/.well-known/oauth-authorization-server")) {
            Answer answer = client.get(path);
            tally.expect("public documents", 200, answer.status(), path);
        }
    }

    private void triesTokens() throws Exception {
        for (String token : List.of("nonsense", "eyJhbGciOiJub25lIn0.e30.", UUID.randomUUID() + ".a.b")) {
            Answer answer = client.get(
                    "/verify",
                    "Authorization",
                    "Bearer " + token,
                    "X-Forwarded-For",
                    address,
                    "X-Forwarded-Host",
                    servers.bridge().address().getAuthority(),
                    "X-Forwarded-Uri",
                    "/" + SoakServers.CHILD + "/mcp");
            tally.expect("verify, bad token", 401, answer.status(), answer.body());
        }
    }

    private void guessesSecrets() {
        for (int i = 0; i < 3; i++) {
            Answer answer = form(
                    "/token",
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    "robot",
                    "client_secret",
                    UUID.randomUUID().toString());
            tally.expect("token, bad secret", 401, answer.status(), answer.body());
        }
    }

    private void guessesCodes() {
        Answer answer =
                form("/token", "grant_type", "authorization_code", "code", "guess", "client_id", "client_" + address);
        tally.expect("token, unknown client", 401, answer.status(), answer.body());
    }

    private void registersNonsense() {
        Answer answer = client.json("/register", "{\"redirect_uris\": [\"javascript:0\"]}", "X-Forwarded-For", address);
        tally.expect("register, nonsense", 400, answer.status(), answer.body());
    }

    private Answer form(String path, String... parameters) {
        return client.post(
                path, "application/x-www-form-urlencoded", TestClient.encode(parameters), "X-Forwarded-For", address);
    }
}
