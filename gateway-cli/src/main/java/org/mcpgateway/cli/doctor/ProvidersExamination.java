package org.mcpgateway.cli.doctor;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.compose.Settings;

/**
 * Whether GitHub and the OpenID Connect providers answer and accept the credentials: a code that was never given is
 * redeemed, and which error comes back tells. Their Date headers tell whether the clock of this machine is right.
 */
record ProvidersExamination(Settings settings, Clock clock) implements Examination {

    private static final Duration WAIT = Duration.ofSeconds(15);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String NEVER_GIVEN = "gateway-doctor-looks-whether-the-secret-is-right";

    @Override
    public List<Finding> look() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        if (settings.find("GITHUB_CLIENT_ID").isPresent()) {
            attempt("github", findings, () -> gitHub(findings));
        }
        for (String provider : settings.list("OIDC_PROVIDERS")) {
            attempt("oidc " + provider, findings, () -> openId(provider, findings));
        }
        return findings;
    }

    /** Asks one provider. */
    @FunctionalInterface
    private interface Asking {
        void run() throws InterruptedException;
    }

    private static void attempt(String check, List<Finding> findings, Asking asking) throws InterruptedException {
        try {
            asking.run();
        } catch (CommandException e) {
            findings.add(Finding.fault(
                    check, String.valueOf(e.getMessage()), "let this machine reach it: firewall, DNS, proxy"));
        } catch (IllegalArgumentException e) {
            findings.add(Finding.fault(check, "its address is malformed", "correct it in " + settings(check)));
        }
    }

    private static String settings(String check) {
        return check.equals("github") ? "GITHUB_BASE_URL and GITHUB_TOKEN_URL" : "its OIDC_…_ISSUER";
    }

    private void gitHub(List<Finding> findings) throws InterruptedException {
        String check = "github";
        if (!settings.find("GITHUB_CLIENT_ID").orElse("").matches("[A-Za-z0-9._-]{8,64}")) {
            findings.add(Finding.fault(
                    check,
                    "GITHUB_CLIENT_ID is none that GitHub gives",
                    "copy it from the settings of your OAuth app"));
        }
        Optional<String> secret = settings.find("GITHUB_CLIENT_SECRET");
        if (secret.isEmpty()) {
            findings.add(
                    Finding.unknown(check, "GITHUB_CLIENT_SECRET is not in .env", "a file of it is not read here"));
            return;
        }
        String base =
                settings.find("GITHUB_BASE_URL").orElse("https://github.com").replaceFirst("/$", "");
        URI token = URI.create(settings.find("GITHUB_TOKEN_URL").orElse(base + "/login/oauth/access_token"));
        HttpResponse<String> answer = redeem(
                token,
                Map.of(
                        "client_id",
                        settings.require("GITHUB_CLIENT_ID", ""),
                        "client_secret",
                        secret.get(),
                        "code",
                        NEVER_GIVEN),
                Optional.empty());
        clock(answer).ifPresent(findings::add);
        String error = error(answer);
        findings.add(
                switch (error) {
                    case "bad_verification_code" -> Finding.ok(check, token.getHost() + " accepts the credentials");
                    case "incorrect_client_credentials", "Not Found", "invalid_client" ->
                        Finding.fault(
                                check,
                                token.getHost() + " does not accept GITHUB_CLIENT_ID with GITHUB_CLIENT_SECRET",
                                "copy both from your OAuth app at GitHub, or make a new secret there");
                    default -> notUnderstood(check, token, answer);
                });
    }

    private void openId(String provider, List<Finding> findings) throws InterruptedException {
        String check = "oidc " + provider;
        String prefix = "OIDC_" + provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
        Optional<String> issuer = settings.find(prefix + "ISSUER");
        Optional<String> id = settings.find(prefix + "CLIENT_ID");
        if (issuer.isEmpty() || id.isEmpty()) {
            findings.add(Finding.fault(
                    check, prefix + "ISSUER or " + prefix + "CLIENT_ID is not set", "set both, as your provider says"));
            return;
        }
        URI document = URI.create(issuer.get().replaceFirst("/$", "") + "/.well-known/openid-configuration");
        HttpResponse<String> answer = calls(document)
                .send(
                        HttpRequest.newBuilder(document).header("Accept", "application/json"),
                        HttpResponse.BodyHandlers.ofString(),
                        WAIT);
        clock(answer).ifPresent(findings::add);
        JsonObject metadata = json(answer.body());
        if (!metadata.getString("issuer", "").equals(issuer.get()) || !metadata.containsKey("token_endpoint")) {
            findings.add(Finding.fault(
                    check,
                    document + " is not the document of that issuer",
                    "set " + prefix + "ISSUER byte for byte as the provider's discovery document says it"));
            return;
        }
        credentials(check, prefix, URI.create(metadata.getString("token_endpoint")), findings);
    }

    private void credentials(String check, String prefix, URI token, List<Finding> findings)
            throws InterruptedException {
        Optional<String> secret = settings.find(prefix + "CLIENT_SECRET");
        if (secret.isEmpty()) {
            findings.add(
                    Finding.unknown(check, prefix + "CLIENT_SECRET is not in .env", "a file of it is not read here"));
            return;
        }
        String id = settings.require(prefix + "CLIENT_ID", "");
        HttpResponse<String> answer = redeem(
                token,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        NEVER_GIVEN,
                        "redirect_uri",
                        settings.find("GATEWAY_ISSUER")
                                        .orElse("https://auth."
                                                + settings.find("BASE_DOMAIN").orElse(""))
                                + "/callback"),
                Optional.of(id + ":" + secret.get()));
        findings.add(
                switch (error(answer)) {
                    case "invalid_grant", "invalid_request" ->
                        Finding.ok(check, "the provider accepts the credentials");
                    case "invalid_client", "unauthorized_client" ->
                        Finding.fault(
                                check,
                                "the provider does not accept " + prefix + "CLIENT_ID with its secret",
                                "copy both from the provider's page of this client");
                    default -> notUnderstood(check, token, answer);
                });
    }

    private HttpResponse<String> redeem(URI token, Map<String, String> form, Optional<String> basic)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(HttpCalls.encode(form)));
        basic.ifPresent(pair -> request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        return calls(token).send(request, HttpResponse.BodyHandlers.ofString(), WAIT);
    }

    private static HttpCalls calls(URI address) {
        return new HttpCalls("nobody at " + address.getHost() + " can sign anybody in");
    }

    private static Finding notUnderstood(String check, URI token, HttpResponse<String> answer) {
        return Finding.fault(
                check,
                token.getHost() + " answers " + answer.statusCode() + ", but not as a token endpoint",
                "correct its address in .env, or try again when it is well");
    }

    /** The clock, by what the other one's said. */
    private Optional<Finding> clock(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Date")
                .flatMap(ProvidersExamination::instant)
                .map(theirs -> {
                    Duration ahead = Duration.between(theirs, clock.instant());
                    return ahead.abs().compareTo(SKEW) <= 0
                            ? Finding.ok(
                                    "clock", "it is as that of " + answer.uri().getHost())
                            : Finding.fault(
                                    "clock",
                                    "it is " + ahead.abs().toSeconds() + " s "
                                            + (ahead.isNegative() ? "behind " : "ahead of ")
                                            + answer.uri().getHost(),
                                    "let it follow time servers: timedatectl set-ntp true");
                });
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String error(HttpResponse<String> answer) {
        return json(answer.body()).getString("error", "");
    }

    private static JsonObject json(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
    }
}
