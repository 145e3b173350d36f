package org.mcpgateway.bridge.jsonrpc;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value inside a byte array: where it begins and ends, nothing decoded. Members are looked up by scanning, and a
 * value is replaced by splicing bytes, so that whatever the bridge does not know stays as it was.
 */
public final class RawJson {

    /** The deepest nesting that is read. */
    public static final int DEEPEST = 512;

    private static final JsonProvider JSON = JsonProvider.provider();

    private final byte[] bytes;
    private final int from;
    private final int to;

    private RawJson(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /**
     * Checks one whole JSON text (RFC 8259). Its line breaks, which can only stand between two tokens, become spaces:
     * wherever it is passed on to, a message is one line.
     *
     * @param bytes UTF-8; not to be changed afterwards
     * @throws MalformedJsonException when it is not one
     */
    public static RawJson parse(byte[] bytes) {
        Scanner scanner = new Scanner(bytes);
        int from = scanner.skipSpace(0);
        int to = scanner.skipValue(from, 0);
        if (scanner.skipSpace(to) != bytes.length) {
            throw new MalformedJsonException("more than one JSON value", to);
        }
        return new RawJson(onOneLine(bytes), from, to);
    }

    private static byte[] onOneLine(byte[] json) {
        int first = 0;
        while (first < json.length && json[first] != '\n' && json[first] != '\r') {
            first++;
        }
        if (first == json.length) {
            return json;
        }
        byte[] line = json.clone();
        for (int i = first; i < line.length; i++) {
            line[i] = line[i] == '\n' || line[i] == '\r' ? (byte) ' ' : line[i];
        }
        return line;
    }

    /** Whether it is an object. */
    public boolean isObject() {
        return bytes[from] == '{';
    }

    /** Whether it is an array. */
    public boolean isArray() {
        return bytes[from] == '[';
    }

    /** Whether it is a string. */
    public boolean isString() {
        return bytes[from] == '"';
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return bytes[from] == '-' || (bytes[from] >= '0' && bytes[from] <= '9');
    }

    /** Whether it is null. */
    public boolean isNull() {
        return bytes[from] == 'n';
    }

    /** The member's value; empty when this is no object or has no such member. The last of several counts. */
    public Optional<RawJson> member(String name) {
        return Optional.ofNullable(find(name));
    }

    /**
     * The member's value where every reader of this object finds the same; empty when there is none, or when the name
     * stands there twice or in another case.
     */
    public Optional<RawJson> soleMember(String name) {
        Found found = members(name);
        return found.isAmbiguous() ? Optional.empty() : Optional.ofNullable(found.values()[0]);
    }

    /** The object with all that is in it; an empty one for any other value. */
    public JsonObject asObject() {
        if (!isObject()) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try (var reader = JSON.createReader(new ByteArrayInputStream(bytes()))) {
            return reader.readObject();
        }
    }

    /** The array of these values. */
    public static byte[] array(List<byte[]> elements) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.write('[');
        for (byte[] element : elements) {
            if (array.size() > 1) {
                array.write(',');
            }
            array.writeBytes(element);
        }
        array.write(']');
        return array.toByteArray();
    }

    /** The value at the end of a path of member names. */
    public Optional<RawJson> path(String... names) {
        RawJson value = this;
        for (String name : names) {
            value = value.find(name);
            if (value == null) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    /** The elements of an array, in order; none when this is no array. */
    public List<RawJson> elements() {
        if (!isArray()) {
            return List.of();
        }
        var elements = new java.util.ArrayList<RawJson>();
        Scanner scanner = new Scanner(bytes);
        int at = scanner.skipSpace(from + 1);
        while (bytes[at] != ']') {
            int end = scanner.skipValue(at, 0);
            elements.add(new RawJson(bytes, at, end));
            at = scanner.skipSpace(end);
            if (bytes[at] == ',') {
                at = scanner.skipSpace(at + 1);
            }
        }
        return elements;
    }

    /** The text of a string, unescaped; empty when this is none. */
    public Optional<String> string() {
        return isString() ? Optional.of(Scanner.unescape(bytes, from + 1, to - 1)) : Optional.empty();
    }

    /** The value of a whole number that fits; empty when this is none. */
    public Optional<Long> integer() {
        if (!isNumber() || to - from > 19) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The value's own text. */
    public String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The value's own bytes, copied. */
    public byte[] bytes() {
        return from == 0 && to == bytes.length ? bytes : java.util.Arrays.copyOfRange(bytes, from, to);
    }

    /** This value with one inside it replaced, which must be of the same byte array. */
    @SuppressWarnings("ReferenceEquality") // the same array, not an equal one, makes the offsets comparable
    public byte[] splice(RawJson inner, byte[] replacement) {
        if (inner.bytes != bytes || inner.from < from || inner.to > to) {
            throw new IllegalArgumentException("the value to be replaced is not inside this one");
        }
        byte[] spliced = new byte[to - from - (inner.to - inner.from) + replacement.length];
        int head = inner.from - from;
        System.arraycopy(bytes, from, spliced, 0, head);
        System.arraycopy(replacement, 0, spliced, head, replacement.length);
        System.arraycopy(bytes, inner.to, spliced, head + replacement.length, to - inner.to);
        return spliced;
    }

    /** Whether this value begins after the other ends; decides the order of two splices. */
    boolean isAfter(RawJson other) {
        return from >= other.to;
    }

    /**
     * What one look through an object found.
     *
     * @param values as many as names, in their order; null for what is not there
     * @param isAmbiguous whether one of the names stands there twice, or a member has one but for its case
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(@Nullable RawJson[] values, boolean isAmbiguous) {}

    /** The values of several members, for one look through the object instead of one for each. */
    Found members(String... names) {
        return look(true, names);
    }

    private @Nullable RawJson find(String name) {
        return look(false, name).values()[0];
    }

    /** @param strict whether ambiguous names are looked for, which is only worth it where a message is taken in */
    private Found look(boolean strict, String... names) {
        @Nullable RawJson[] found = new RawJson[names.length];
        boolean ambiguous = false;
        if (!isObject()) {
            return new Found(found, false);
        }
        Scanner scanner = new Scanner(bytes);
        int at = scanner.skipSpace(from + 1);
        while (bytes[at] != '}') {
            int nameEnd = scanner.skipString(at);
            int valueFrom = scanner.skipSpace(scanner.skipSpace(nameEnd) + 1);
            int valueTo = scanner.skipValue(valueFrom, 0);
            for (int i = 0; i < names.length; i++) {
                if (Scanner.isName(bytes, at + 1, nameEnd - 1, names[i])) {
                    ambiguous |= strict && found[i] != null;
                    found[i] = new RawJson(bytes, valueFrom, valueTo);
                } else if (strict) {
                    ambiguous |= Scanner.isNameInAnyCase(bytes, at + 1, nameEnd - 1, names[i]);
                }
            }
            at = scanner.skipSpace(valueTo);
            if (bytes[at] == ',') {
                at = scanner.skipSpace(at + 1);
            }
        }
        return new Found(found, ambiguous);
    }

    @Override
    public String toString() {
        return text();
    }
}
