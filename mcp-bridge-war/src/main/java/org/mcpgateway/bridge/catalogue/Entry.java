package org.mcpgateway.bridge.catalogue;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A value of the catalogue with the place where it stands.
 *
 * @param path names of the members that lead to it, joined by dots
 */
record Entry(JsonValue value, String path, Lines lines) {

    /** A member of this object, if it has it. */
    Optional<Entry> find(String name) {
        return Optional.ofNullable(object().get(name)).map(member -> at(name, member));
    }

    /** A member of this object; an empty object when it has none. */
    Entry member(String name) {
        return at(name, object().getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT));
    }

    void forEach(BiConsumer<String, Entry> members) {
        object().forEach((name, member) -> members.accept(name, at(name, member)));
    }

    /** The elements of an array member; none when there is no such member. */
    List<Entry> items(String name) {
        JsonValue items = object().getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY);
        Entry entry = at(name, items);
        if (items instanceof JsonArray array) {
            return array.stream()
                    .map(item -> new Entry(item, entry.path(), lines))
                    .toList();
        }
        throw entry.problem("must be an array");
    }

    String text() {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw problem("must be a string");
    }

    boolean flag() {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw problem("must be true or false");
        };
    }

    int wholeNumber(int smallest) {
        if (value instanceof JsonNumber number
                && number.isIntegral()
                && number.doubleValue() >= smallest
                && number.doubleValue() <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw problem("must be a whole number, " + smallest + " or more");
    }

    Template template() {
        String text = text();
        try {
            return new Template(text);
        } catch (IllegalArgumentException e) {
            throw problem("holds a mistake: " + e.getMessage());
        }
    }

    /** Refuses members that would be without effect, most likely misspelt. */
    void requireOnly(Set<String> known) {
        forEach((name, member) -> {
            if (!known.contains(name)) {
                throw member.problem("is not known; there are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    InvalidCatalogueException problem(String what) {
        return lines.problem(path, (path.isEmpty() ? "the catalogue" : path) + " " + what);
    }

    private JsonObject object() {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw problem("must be an object");
    }

    private Entry at(String name, JsonValue member) {
        return new Entry(member, path.isEmpty() ? name : path + "." + name, lines);
    }
}
