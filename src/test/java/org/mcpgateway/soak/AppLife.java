package org.mcpgateway.soak;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** An MCP client: registers, is let in, works in sessions, refreshes, gives its tokens and its registration back. */
final class AppLife extends Life {

    private final SoakServers servers;
    private final AuthServer auth;
    private final People people;
    private final String service;
    private final String verifier = TestApp.verifier();

    private TestApp app;
    private String code;
    private JsonObject tokens;

    AppLife(SoakServers servers, People people, Random random) {
        super(random);
        this.servers = servers;
        this.auth = servers.auth();
        this.people = people;
        this.service = happens(0.8) ? SoakServers.CHILD : SoakServers.IN_PROCESS;
    }

    @Override
    List<Step> steps() {
        return List.of(
                this::registers,
                this::isLetIn,
                this::redeemsItsCode,
                this::isTold,
                this::works,
                this::refreshes,
                this::revokes,
                this::deletesItsRegistration);
    }

    private void registers() {
        app = happens(0.5) ? TestApp.publicClient(auth) : TestApp.confidentialClient(auth);
        tally.expect("register", true, "");
    }

    private void isLetIn() throws Exception {
        String address = app.authorizeAddress(
                verifier, "resource", servers.service(service).toString());
        if (happens(0.1)) {
            Answer page = people.ask(person -> person.open(address));
            tally.expect("authorize, nobody decides", 200, page.status(), page.body());
        }
        code = people.ask(person -> TestApp.parameter(person.approve(address), "code"));
        tally.expect("authorize", true, "");
    }

    private void redeemsItsCode() {
        Answer answer = app.redeem(code, verifier);
        tally.expect("token", 200, answer.status(), answer.body());
        tokens = answer.json();
    }

    private void isTold() {
        for (int i = 0; i < 5; i++) {
            expectVerified(200, accessToken());
        }
        Answer answer = auth.client()
                .basicForm(
                        "/introspect", AuthServer.RESOURCE_SERVER, AuthServer.OPERATORS_SECRET, "token", accessToken());
        tally.expect("introspect", answer.json().getBoolean("active", false), answer.body());
    }

    private void works() throws Exception {
        McpSession session = McpSession.open(servers.service(service), accessToken(), tally);
        if (service.equals(SoakServers.CHILD)) {
            new SessionLife(session, tally, this::happens).live();
        } else {
            Answer answer = session.call("fetch", "{\"url\": \"" + auth.issuer() + "/\"}");
            tally.expect("fetch", answer.body().contains("/mcp"), answer.body());
        }
    }

    private void refreshes() {
        String old = tokens.getString("refresh_token");
        Answer answer = app.refresh(old);
        tally.expect("refresh", 200, answer.status(), answer.body());
        tokens = answer.json();
        expectVerified(200, accessToken());
        if (happens(0.2)) {
            Answer again = app.refresh(old);
            tally.expect("refresh again in the grace period", 200, again.status(), again.body());
        }
    }

    private void revokes() {
        app.send("/revoke", "token", accessToken());
        expectVerified(401, accessToken());
        app.send("/revoke", "token", tokens.getString("refresh_token"));
        Answer answer = app.refresh(tokens.getString("refresh_token"));
        tally.expect("refresh after revocation", 400, answer.status(), answer.body());
    }

    private void deletesItsRegistration() {
        String path = "/register/" + app.clientId();
        String bearer = "Bearer " + app.registration().getString("registration_access_token");
        TestClient client = auth.client();
        tally.expect(
                "registration", 200, client.get(path, "Authorization", bearer).status(), path);
        Answer deleted = client.send("DELETE", path, "", "Authorization", bearer);
        tally.expect("delete registration", 204, deleted.status(), deleted.body());
        tally.expect(
                "registration that is deleted",
                401,
                client.get(path, "Authorization", bearer).status(),
                path);
    }

    private String accessToken() {
        return tokens.getString("access_token");
    }

    private void expectVerified(int status, String token) {
        Answer answer = auth.client().verify(servers.bridge().address().getAuthority(), "/" + service + "/mcp", token);
        tally.expect("verify", status, answer.status(), answer.body());
    }
}
