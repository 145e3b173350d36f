package org.mcpgateway.cli.api;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Lets a person sign in at another device (RFC 8628): shows a code, and waits until they have decided. */
public final class DeviceFlow {

    /** The grant type, as clients register it. */
    public static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

    private final HttpCalls calls;
    private final Clock clock;
    private final Consumer<String> person;

    /**
     * Makes one.
     *
     * @param person is told what to do, a line at a time
     */
    public DeviceFlow(HttpCalls calls, Clock clock, Consumer<String> person) {
        this.calls = calls;
        this.clock = clock;
        this.person = person;
    }

    /**
     * Runs it to its end.
     *
     * @param parameters of the device authorization request, {@code client_id} among them
     * @return the answer of the token endpoint
     * @throws CommandException UNAUTHORIZED when the server starts none, or the person refuses or does not come
     */
    public JsonObject tokens(URI deviceEndpoint, URI tokenEndpoint, Map<String, String> parameters)
            throws InterruptedException {
        JsonObject device =
                requireNoError(HttpCalls.success(calls.form(deviceEndpoint, parameters), "no sign-in was started"));
        person.accept("Open " + device.getString("verification_uri") + " and enter " + device.getString("user_code"));
        if (device.containsKey("verification_uri_complete")) {
            person.accept("or open " + device.getString("verification_uri_complete"));
        }
        Map<String, String> question = new HashMap<>();
        question.put("grant_type", GRANT_TYPE);
        question.put("device_code", device.getString("device_code"));
        question.put("client_id", parameters.getOrDefault("client_id", ""));
        return poll(tokenEndpoint, question, device);
    }

    /** Some servers, as GitHub, answer 200 to errors too. */
    private static JsonObject requireNoError(JsonObject answer) {
        if (answer.containsKey("error")) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    "no sign-in was started ("
                            + Report.plain(answer.getString("error_description", answer.getString("error"))) + ")");
        }
        return answer;
    }

    /** RFC 8628 s3.5: asks at the pace that the server wants, until the person has decided or the code has ended. */
    private JsonObject poll(URI tokenEndpoint, Map<String, String> question, JsonObject device)
            throws InterruptedException {
        Instant end = clock.instant().plusSeconds(device.getInt("expires_in"));
        Duration pace = Duration.ofSeconds(device.getInt("interval", 5));
        while (clock.instant().isBefore(end)) {
            Thread.sleep(pace); // the server tells nobody that the person has decided: the pace is its own
            HttpResponse<String> answer = calls.form(tokenEndpoint, question);
            JsonObject json = HttpCalls.json(answer.uri(), answer.body());
            if (answer.statusCode() == 200 && !json.containsKey("error")) {
                return json;
            }
            switch (json.getString("error", "")) {
                case "authorization_pending" -> {}
                case "slow_down" -> pace = pace.plusSeconds(5);
                default ->
                    throw new CommandException(
                            ExitCode.UNAUTHORIZED,
                            Report.plain(json.getString("error_description", "refused")) + ": sign in again");
            }
        }
        throw new CommandException(ExitCode.UNAUTHORIZED, "nobody entered the code in time: sign in again");
    }
}
