package org.mcpgateway.auth.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 as secrets are stored and compared by: base64url without padding, 43 characters. */
public final class Sha256 {

    private Sha256() {}

    /** The digest of the text's UTF-8 bytes, base64url without padding. */
    public static String of(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The digest of the bytes. */
    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Whether {@code text} has the digest {@code expected}, in a time that does not depend on where they differ. */
    public static boolean matches(String text, String expected) {
        return MessageDigest.isEqual(
                of(text).getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII));
    }
}
