package org.mcpgateway.bridge.era;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A header that repeats a value of the body: as it is, or as {@code =?base64?…?=} where a header could not carry it
 * (Streamable HTTP, value encoding).
 */
public final class HeaderValue {

    private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?(.*)\\?=");
    private static final Pattern PLAIN = Pattern.compile("[!-~](?:[ -~]*[!-~])?");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    private HeaderValue() {}

    /** Returns the value as a header carries it. What looks encoded already is encoded again. */
    public static String encode(String value) {
        return PLAIN.matcher(value).matches() && !ENCODED.matcher(value).matches()
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    /** Returns empty when the value is no header value, no padded Base64 or no UTF-8. */
    static Optional<String> decode(String raw) {
        var encoded = ENCODED.matcher(raw);
        if (encoded.matches()) {
            return decodeBase64(encoded.group(1));
        }
        return FIELD_VALUE.matcher(raw).matches() ? Optional.of(raw) : Optional.empty();
    }

    private static Optional<String> decodeBase64(String base64) {
        // Java's decoder does without the padding; the specification does not.
        if (base64.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            byte[] utf8 = Base64.getDecoder().decode(base64);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
