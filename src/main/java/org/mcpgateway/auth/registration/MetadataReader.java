package org.mcpgateway.auth.registration;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.http.BoundedJson;
import org.mcpgateway.auth.oauth.OAuthException;

/** The members of a metadata document, read with their types checked. {@code null} and blank count as not sent. */
public final class MetadataReader {

    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_ITEMS = 50;

    private final JsonObject json;

    private MetadataReader(JsonObject json) {
        this.json = json;
    }

    /**
     * Reads a document.
     *
     * @param body UTF-8
     * @throws OAuthException invalid_client_metadata when it is no JSON object
     */
    public static MetadataReader read(byte[] body) {
        return BoundedJson.object(body)
                .map(MetadataReader::new)
                .orElseThrow(() -> OAuthException.invalidClientMetadata(
                        "the request body must be a JSON object in UTF-8, not nested deeply"));
    }

    /** Whether the member was sent, as whatever. */
    public boolean has(String name) {
        return json.containsKey(name);
    }

    /**
     * The text of a member, if sent.
     *
     * @throws OAuthException invalid_client_metadata when it is no string, too long, or holds what no text needs
     */
    public Optional<String> text(String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof JsonString string) || !isPlain(string.getString())) {
            throw OAuthException.invalidClientMetadata(
                    name + " must be a string of at most " + LONGEST_TEXT + " characters without control characters");
        }
        return Optional.of(string.getString()).filter(text -> !text.isBlank());
    }

    /**
     * The texts of a member that is an array, if sent.
     *
     * @throws OAuthException invalid_client_metadata when it is anything else, or too long
     */
    public Optional<List<String>> texts(String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof JsonArray array)
                || array.size() > MOST_ITEMS
                || !array.stream().allMatch(item -> item instanceof JsonString text && isPlain(text.getString()))) {
            throw OAuthException.invalidClientMetadata(name + " must be an array of at most " + MOST_ITEMS
                    + " strings, none longer than " + LONGEST_TEXT + " characters");
        }
        return Optional.of(array.getValuesAs(JsonString::getString));
    }

    /** Control characters could forge lines, direction marks and lone surrogates what a person reads. */
    private static boolean isPlain(String text) {
        return text.length() <= LONGEST_TEXT
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || (c >= 0x202A && c <= 0x202E)
                                || (c >= 0x2066 && c <= 0x2069)
                                || c == 0x2028
                                || c == 0x2029);
    }
}
