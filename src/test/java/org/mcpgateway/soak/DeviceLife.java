package org.mcpgateway.soak;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** A device without a browser (RFC 8628). Most of them ask for codes and are never let in, or do not ask what came. */
final class DeviceLife extends Life {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final TestClient client;
    private final People people;

    private String clientId;
    private JsonObject codes;

    DeviceLife(SoakServers servers, People people, Random random) {
        super(random);
        this.client = servers.auth().client();
        this.people = people;
    }

    @Override
    List<Step> steps() {
        return List.of(this::registers, this::asksForCodes, this::isPending, this::isLetIn, this::takesItsTokens);
    }

    private void registers() {
        String metadata = Json.createObjectBuilder()
                .add("client_name", "Lamp " + address())
                .add("token_endpoint_auth_method", "none")
                .add("grant_types", Json.createArrayBuilder().add(GRANT).add("refresh_token"))
                .add("redirect_uris", Json.createArrayBuilder().add("http://127.0.0.1:1/callback"))
                .build()
                .toString();
        Answer answer = client.json("/register", metadata);
        tally.expect("register", 201, answer.status(), answer.body());
        clientId = answer.json().getString("client_id");
    }

    private void asksForCodes() {
        Answer answer = client.post(
                "/device_authorization",
                "application/x-www-form-urlencoded",
                TestClient.encode("client_id", clientId),
                "X-Forwarded-For",
                address());
        tally.expect("device_authorization", 200, answer.status(), answer.body());
        codes = answer.json();
    }

    private void isPending() {
        if (happens(0.3)) {
            Answer answer = poll();
            tally.expect("device polls, pending", 400, answer.status(), answer.body());
        }
    }

    private void isLetIn() throws Exception {
        boolean agrees = happens(0.8);
        Answer decided = people.ask(person -> decide(person, agrees ? "approve" : "deny"));
        tally.expect("device, a person decides", 200, decided.status(), decided.body());
    }

    private void takesItsTokens() {
        Answer answer = poll();
        tally.expect(
                "device polls, decided",
                answer.status() == 200 || answer.error().matches("access_denied|slow_down"),
                answer.status() + " " + answer.body());
    }

    private Answer decide(Person person, String decision) {
        Answer page = person.open(codes.getString("verification_uri_complete"));
        return followed(person, person.submit(page, "/device", "decision", decision));
    }

    private Answer followed(Person person, Answer answer) {
        Answer page = answer;
        while (page.status() == 303) {
            page = person.open(Person.location(page).toString());
        }
        return page;
    }

    private Answer poll() {
        return client.form(
                "/token", "grant_type", GRANT, "device_code", codes.getString("device_code"), "client_id", clientId);
    }
}
