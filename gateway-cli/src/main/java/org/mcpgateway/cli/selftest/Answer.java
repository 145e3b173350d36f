package org.mcpgateway.cli.selftest;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpHeaders;
import org.mcpgateway.cli.api.Report;

/**
 * What the server answered.
 *
 * @param status 0 when no answer came
 * @param headers as they came
 * @param body its beginning; empty for streams
 */
record Answer(int status, HttpHeaders headers, String body) {

    boolean isRefusal() {
        return status >= 400 && status < 500;
    }

    /** Whether nothing came: the server hung, or hung up, or is gone. */
    boolean isMissing() {
        return status == 0;
    }

    /** Whether it leaves open what became of the attack: there is none, or the request was put off. */
    boolean isSilent() {
        return isMissing() || status == 429;
    }

    boolean isRedirect() {
        return status / 100 == 3;
    }

    String header(String name) {
        return String.join(", ", headers.allValues(name));
    }

    /** The body as a JSON object; an empty one when it is something else. */
    JsonObject json() {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
    }

    /** The OAuth error that it names; empty when there is none. */
    String error() {
        return json().get("error") instanceof jakarta.json.JsonString error ? error.getString() : "";
    }

    /** One line for a person. */
    String words() {
        return isMissing() ? "there is no answer" : ("status " + status + " " + Report.plain(error())).strip();
    }
}
