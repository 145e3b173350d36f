package org.mcpgateway.cli.selftest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Dynamic registration and its management. */
record RegistrationChecks(Deployment deployment) {

    private static final int LONG = 1 << 20;
    private static final int MANY = 5000;

    List<Check> all() {
        return List.of(
                redirects("redirect by script", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x"),
                redirects(
                        "redirect by file or program", "vbscript:x", "file:///etc/passwd", "blob:https://a.example/x"),
                redirects("redirect to a host that only looks local", "http://localhost.evil.example/cb"),
                redirects("redirect with a name before the host", "http://127.0.0.1@evil.example/cb"),
                redirects("redirect over http elsewhere", "http://evil.example/cb"),
                redirects("redirect with a fragment", "https://client.example/cb#x"),
                redirects("redirect with wildcards", "https://*/cb", "https://*.example/cb"),
                redirects("redirect with blanks before it", " javascript:alert(1)", "\tjavascript:alert(1)"),
                new Check("name of a megabyte", "RFC 7591 s5", this::longName),
                new Check("thousands of redirect URIs", "RFC 7591 s5", this::manyUris),
                new Check("secrets stay out of caches", "RFC 7591 s3.2.1", this::noStore),
                new Check("management without its token", "RFC 7592 s3", this::management));
    }

    private Check redirects(String name, String... uris) {
        return new Check(name, "RFC 7591 s5, RFC 9700 s2.1", () -> {
            if (isClosed()) {
                return closed();
            }
            List<Answer> answers = new ArrayList<>();
            List<String> taken = new ArrayList<>();
            for (String uri : uris) {
                Answer answer = deployment.guests().register(Guests.metadata("none", uri));
                answers.add(answer);
                if (!answer.isRefusal() && !answer.isMissing()) {
                    taken.add(uri.strip());
                }
            }
            return Seen.that(answers, taken, "refused", "taken: " + String.join(" ", taken));
        });
    }

    private Seen longName() throws InterruptedException {
        return isClosed()
                ? closed()
                : Seen.refusal(deployment
                        .guests()
                        .register(Guests.metadata("none", Guests.REDIRECT).add("client_name", "x".repeat(LONG))));
    }

    private Seen manyUris() throws InterruptedException {
        String[] uris = IntStream.range(0, MANY)
                .mapToObj(number -> "https://client.example/" + number)
                .toArray(String[]::new);
        return isClosed() ? closed() : Seen.refusal(deployment.guests().register(Guests.metadata("none", uris)));
    }

    private Seen noStore() throws InterruptedException {
        if (isClosed()) {
            return closed();
        }
        Answer answer = deployment.guests().register(Guests.metadata("client_secret_post", Guests.REDIRECT));
        String control = answer.header("Cache-Control");
        return Seen.that(answer, control.contains("no-store"), "Cache-Control: " + control);
    }

    /** A stranger reads and deletes somebody's registration with a wrong token, and with none. */
    private Seen management() throws InterruptedException {
        Optional<JsonObject> client = deployment.guests().stranger();
        if (client.isEmpty() || !client.get().containsKey("registration_client_uri")) {
            return Seen.untested("no client with a registration_client_uri could be had");
        }
        URI address = URI.create(client.get().getString("registration_client_uri"));
        List<Answer> answers = List.of(
                deployment.wire().get(address),
                deployment.wire().get(address, "Authorization", "Bearer of-nobody"),
                deployment.wire().send("DELETE", address, "", "Authorization", "Bearer of-nobody"),
                deployment
                        .wire()
                        .send(
                                "PUT",
                                address,
                                Json.createObjectBuilder()
                                        .add("client_name", "taken over")
                                        .build()
                                        .toString(),
                                "Content-Type",
                                "application/json"));
        return Seen.refusals(answers);
    }

    private boolean isClosed() throws InterruptedException {
        return deployment.guests().stranger().isEmpty();
    }

    private static Seen closed() {
        return Seen.untested("strangers cannot register here");
    }
}
