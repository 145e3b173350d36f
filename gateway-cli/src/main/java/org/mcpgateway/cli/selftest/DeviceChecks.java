package org.mcpgateway.cli.selftest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.cli.api.DeviceFlow;

/** The device flow: whoever guesses a user code would have the device's owner sign in for them (RFC 8628 s5.1). */
record DeviceChecks(Deployment deployment) {

    private static final int GUESSES = 20;

    /** Of the letters that RFC 8628 s6.1 proposes. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    List<Check> all() {
        return List.of(
                new Check("guessing user codes", "RFC 8628 s5.1", this::guessing),
                new Check("device code asked for too often", "RFC 8628 s3.5", this::impatience));
    }

    private Seen guessing() throws InterruptedException {
        Optional<JsonObject> device = device();
        if (device.isEmpty() || !device.get().containsKey("verification_uri_complete")) {
            return Seen.untested("no verification_uri_complete could be had");
        }
        String code = device.get().getString("user_code");
        String page = device.get().getString("verification_uri_complete");
        int tried = 0;
        while (tried < GUESSES) {
            Answer answer = deployment.wire().get(URI.create(page.replace(code, guess(code, tried))));
            if (answer.isSilent()) {
                return answer.isMissing()
                        ? Seen.refusal(answer)
                        : Seen.withstood("stopped after " + tried + " guesses");
            }
            tried++;
        }
        return Seen.failed(tried + " guesses, and none was one too many");
    }

    /** As the code is spelt, but another one. */
    private static String guess(String code, int number) {
        StringBuilder guess = new StringBuilder(code);
        int left = number + 1;
        for (int i = 0; i < guess.length(); i++) {
            if (Character.isLetterOrDigit(guess.charAt(i))) {
                guess.setCharAt(i, LETTERS.charAt(left % LETTERS.length()));
                left /= LETTERS.length();
            }
        }
        return guess.toString();
    }

    private Seen impatience() throws InterruptedException {
        Optional<JsonObject> device = device();
        if (device.isEmpty()) {
            return Seen.untested("no device code could be had");
        }
        Answer last = ask(device.get());
        for (int again = 0; again < 2; again++) {
            last = ask(device.get());
        }
        return Seen.that(last, last.error().equals("slow_down"), last.words());
    }

    private Answer ask(JsonObject device) throws InterruptedException {
        return deployment
                .wire()
                .form(
                        deployment.endpoint("token_endpoint").orElseThrow(),
                        "grant_type",
                        DeviceFlow.GRANT_TYPE,
                        "device_code",
                        device.getString("device_code"),
                        "client_id",
                        device.getString("client_id"));
    }

    /** An answer of RFC 8628 s3.2, with the client that asked; empty where there is none to be had. */
    private Optional<JsonObject> device() throws InterruptedException {
        Optional<URI> endpoint = deployment.endpoint("device_authorization_endpoint");
        if (endpoint.isEmpty() || deployment.guests().endpoint().isEmpty()) {
            return Optional.empty();
        }
        JsonObject client = deployment
                .guests()
                .register(Guests.metadata("none", Guests.REDIRECT)
                        .add("grant_types", Json.createArrayBuilder().add(DeviceFlow.GRANT_TYPE)))
                .json();
        String id = client.getString("client_id", "");
        JsonObject answer =
                deployment.wire().form(endpoint.get(), "client_id", id).json();
        return answer.containsKey("device_code")
                ? Optional.of(
                        Json.createObjectBuilder(answer).add("client_id", id).build())
                : Optional.empty();
    }
}
