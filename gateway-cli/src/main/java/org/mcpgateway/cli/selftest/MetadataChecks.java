package org.mcpgateway.cli.selftest;

import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.mcpgateway.cli.api.GatewayAddress;
import org.mcpgateway.cli.api.WellKnown;

/** What the authorization server says of itself. */
record MetadataChecks(Deployment deployment) {

    private static final Pattern PLAIN_URL = Pattern.compile("https?://[A-Za-z0-9._~:/?@!&*+,;=%\\[\\]-]+");

    List<Check> all() {
        return List.of(
                new Check("issuer is its own name", "RFC 8414 s3.3", this::issuer),
                new Check("addresses are https and plain", "RFC 8414 s2, CVE-2025-6514", this::addresses),
                new Check("forwarded headers of strangers", "RFC 7239 s8.1", this::forwarded),
                new Check("PKCE with S256 alone", "RFC 9700 s2.1.1", this::pkce),
                new Check("no implicit grant, no passwords", "RFC 9700 s2.1.2, s2.4", this::grants),
                new Check("answers name their issuer", "RFC 9207 s3", this::issuerInAnswers));
    }

    private Seen issuer() {
        String said = deployment.metadata().getString("issuer", "");
        return Seen.that(said.equals(deployment.issuer().toString()), "it says " + said);
    }

    private Seen addresses() {
        List<String> odd = deployment.metadata().entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("_endpoint") || entry.getKey().endsWith("_uri"))
                .filter(entry -> !(entry.getValue() instanceof JsonString address && isPlain(address.getString())))
                .map(java.util.Map.Entry::getKey)
                .toList();
        return Seen.that(odd.isEmpty(), odd.isEmpty() ? "all are" : "not so: " + String.join(" ", odd));
    }

    private static boolean isPlain(String address) {
        if (!PLAIN_URL.matcher(address).matches()) {
            return false;
        }
        return GatewayAddress.keepsSecrets(URI.create(address));
    }

    private Seen forwarded() throws InterruptedException {
        Answer answer = deployment
                .wire()
                .get(
                        WellKnown.authorizationServer(deployment.issuer()),
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "http",
                        "Forwarded",
                        "host=evil.example;proto=http");
        return Seen.that(
                answer,
                !answer.body().contains("evil.example"),
                answer.body().contains("evil.example") ? "they change the addresses" : "they change nothing");
    }

    private Seen pkce() {
        List<String> methods = deployment.list("code_challenge_methods_supported");
        return Seen.that(methods.equals(List.of("S256")), "announced: " + methods);
    }

    private Seen grants() {
        List<String> types = deployment.list("response_types_supported");
        List<String> grants = deployment.list("grant_types_supported");
        boolean good = types.stream().noneMatch(type -> type.contains("token"))
                && !grants.contains("implicit")
                && !grants.contains("password");
        return Seen.that(good, "announced: " + types + " " + grants);
    }

    private Seen issuerInAnswers() {
        boolean announced = deployment.metadata().getBoolean("authorization_response_iss_parameter_supported", false);
        return Seen.that(announced, announced ? "announced" : "not announced: clients cannot tell servers apart");
    }
}
