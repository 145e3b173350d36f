package org.mcpgateway.cli.doctor;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.mcpgateway.cli.api.HttpCalls;

/**
 * Asks a provider's token endpoint to redeem a code that was never given: which error comes back tells whether it
 * accepts the credentials. Its Date header tells whether the clock of this machine is right.
 *
 * @param clock of this machine
 * @param trust in the authorities that the gateway would trust
 */
record ProviderProbe(Clock clock, SSLContext trust) {

    private static final Duration WAIT = Duration.ofSeconds(15);
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** The code. */
    static final String NEVER_GIVEN = "gateway-doctor-looks-whether-the-secret-is-right";

    /** What is at an address. */
    HttpResponse<String> get(URI address) throws InterruptedException {
        return calls(address).send(HttpRequest.newBuilder(address).header("Accept", "application/json"), WAIT);
    }

    /** What the token endpoint answers to a form. */
    HttpResponse<String> redeem(URI token, Map<String, String> form) throws InterruptedException {
        return send(token, form(token, form));
    }

    /** The same with the client's credentials in the header, each encoded as in a form (RFC 6749 s2.3.1). */
    HttpResponse<String> redeem(URI token, Map<String, String> form, String clientId, String secret)
            throws InterruptedException {
        String pair = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        return send(token, form(token, form).header("Authorization", "Basic " + basic));
    }

    private static HttpRequest.Builder form(URI token, Map<String, String> form) {
        return HttpRequest.newBuilder(token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(HttpCalls.encode(form)));
    }

    private HttpResponse<String> send(URI token, HttpRequest.Builder request) throws InterruptedException {
        return calls(token).send(request, WAIT);
    }

    private HttpCalls calls(URI address) {
        return new HttpCalls("nobody at " + address.getHost() + " can sign anybody in", trust);
    }

    /** Of an answer that no token endpoint gives. */
    static Finding notUnderstood(String check, URI token, HttpResponse<String> answer) {
        return Finding.fault(
                check,
                token.getHost() + " answers " + answer.statusCode() + ", but not as a token endpoint",
                "correct its address in .env, or try again when it is well");
    }

    /** The clock, by what the other one's said. */
    Optional<Finding> clock(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Date")
                .flatMap(ProviderProbe::instant)
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

    /** The OAuth error of an answer; empty when there is none. */
    static String error(HttpResponse<String> answer) {
        return json(answer.body()).getString("error", "");
    }

    /** The object of a body; an empty one when it is something else. */
    static JsonObject json(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
    }
}
