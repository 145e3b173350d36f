package org.mcpgateway.auth.http;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads JSON that somebody sent, whatever it is. */
public final class BoundedJson {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int DEEPEST = 16;

    private BoundedJson() {}

    /**
     * The object in a body; empty when the body is anything but one in UTF-8, is nested more than 16 deep, or holds a
     * number that is too long for the parser.
     *
     * @param body of a bounded length
     */
    public static Optional<JsonObject> object(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return isShallow(text) ? parsed(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> parsed(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            JsonValue value = reader.readValue();
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException
                | IllegalStateException
                | ArithmeticException
                | NumberFormatException
                | UnsupportedOperationException e) { // the last three: numbers that the parser does not take
            return Optional.empty();
        }
    }

    /** The parser answers deep nesting with an error of its own making, or not at all: it is not asked. */
    private static boolean isShallow(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth > DEEPEST) {
                return false;
            }
        }
        return true;
    }
}
