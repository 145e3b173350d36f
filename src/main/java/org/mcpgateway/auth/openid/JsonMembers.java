package org.mcpgateway.auth.openid;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members of an object that somebody else wrote: what has another type than expected is not there. */
final class JsonMembers {

    private JsonMembers() {}

    /** A text that is not empty. */
    static Optional<String> text(JsonObject object, String name) {
        return text(object.get(name));
    }

    /** The texts of an array; a single text is an array of one. */
    static List<String> texts(JsonObject object, String name) {
        return texts(object.get(name));
    }

    /** The texts of a member that {@code name} itself names, or else, at its dots, one inside of objects. */
    static Optional<List<String>> textsAt(JsonObject object, String name) {
        if (object.containsKey(name)) {
            return Optional.of(texts(object, name));
        }
        int dot = name.indexOf('.');
        return dot > 0 && object.get(name.substring(0, dot)) instanceof JsonObject inner
                ? textsAt(inner, name.substring(dot + 1))
                : Optional.empty();
    }

    private static Optional<String> text(@Nullable JsonValue value) {
        return value instanceof JsonString string && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    private static List<String> texts(@Nullable JsonValue value) {
        return value instanceof JsonArray array
                ? array.stream().flatMap(element -> text(element).stream()).toList()
                : text(value).stream().toList();
    }
}
