package org.mcpgateway.auth.admin;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.auth.http.BoundedBody;
import org.mcpgateway.auth.http.BoundedJson;
import org.mcpgateway.auth.oauth.OAuthException;

/** A JSON object that a caller sent, read strictly: a member of another type than it should have is an error. */
public final class JsonBody {

    /** Of seconds since 1970 these are thirty thousand years. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,12}");

    private final JsonObject object;

    private JsonBody(JsonObject object) {
        this.object = object;
    }

    /**
     * The object of a body of at most 64 KiB.
     *
     * @throws OAuthException invalid_request when it is longer, or something else
     */
    static JsonBody read(InputStream body) throws IOException {
        return read(body, BoundedBody.LIMIT);
    }

    /** The same with another limit, in bytes. */
    public static JsonBody read(InputStream body, int limit) throws IOException {
        return BoundedJson.object(BoundedBody.read(body, limit))
                .map(JsonBody::new)
                .orElseThrow(() -> OAuthException.invalidRequest("the body must be a JSON object"));
    }

    /** A text that must be there and must not be empty. */
    public String required(String name) {
        return text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> OAuthException.invalidRequest(name + " is required"));
    }

    /** A text. */
    public Optional<String> text(String name) {
        return member(name, JsonString.class, "a text").map(JsonString::getString);
    }

    /** Whether a member is true; one that is not sent is not. */
    public boolean flag(String name) {
        return switch (object.getOrDefault(name, JsonValue.FALSE).getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw OAuthException.invalidRequest(name + " must be true or false");
        };
    }

    /** A whole number of at least 0 and at most 12 digits. */
    public Optional<Long> number(String name) {
        return member(name, JsonNumber.class, "a number").map(number -> {
            if (!WHOLE_NUMBER.matcher(number.toString()).matches()) {
                throw OAuthException.invalidRequest(name + " must be a whole number of at least 0, 12 digits at most");
            }
            return number.longValue();
        });
    }

    /** The texts of an array. */
    public List<String> texts(String name) {
        return elements(name).stream()
                .map(value -> {
                    if (value instanceof JsonString text) {
                        return text.getString();
                    }
                    throw OAuthException.invalidRequest(name + " must hold texts");
                })
                .toList();
    }

    /** The objects of an array. */
    public List<JsonBody> objects(String name) {
        return elements(name).stream()
                .map(value -> {
                    if (value instanceof JsonObject element) {
                        return new JsonBody(element);
                    }
                    throw OAuthException.invalidRequest(name + " must hold objects");
                })
                .toList();
    }

    private List<JsonValue> elements(String name) {
        return member(name, JsonArray.class, "an array")
                .map(List::<JsonValue>copyOf)
                .orElse(List.of());
    }

    private <T extends JsonValue> Optional<T> member(String name, Class<T> type, String what) {
        JsonValue value = object.get(name);
        if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw OAuthException.invalidRequest(name + " must be " + what);
        }
        return Optional.of(type.cast(value));
    }
}
