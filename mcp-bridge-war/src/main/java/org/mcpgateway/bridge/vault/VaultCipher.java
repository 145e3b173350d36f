package org.mcpgateway.bridge.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens a user's secret, which the authorization server has sealed with AES-256-GCM: base64 of the version 1, the first
 * four bytes of the key's SHA-256, a nonce of 12 bytes, the ciphertext with its tag. User and name are authenticated
 * with it, so that a value opens in its own place only.
 */
final class VaultCipher {

    private static final String PURPOSE = "mcp-oauth-gateway vault 1";
    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<byte[]> keys;

    /**
     * @param key 32 bytes, base64
     * @param previousKey the one before, if there is one
     */
    VaultCipher(String key, Optional<String> previousKey) {
        this.keys = Stream.concat(Stream.of(key), previousKey.stream())
                .map(text -> Base64.getDecoder().decode(text))
                .toList();
    }

    /** The secret; empty when it was sealed for another place, with another key, or not by us. */
    Optional<String> open(String userId, String name, String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= 1 + KEY_ID_BYTES + NONCE_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] keyId = Arrays.copyOfRange(bytes, 1, 1 + KEY_ID_BYTES);
        return keys.stream()
                .filter(key -> Arrays.equals(keyId, Arrays.copyOf(sha256(key), KEY_ID_BYTES)))
                .findFirst()
                .flatMap(key -> open(
                        key,
                        place(userId, name),
                        ByteBuffer.wrap(bytes, 1 + KEY_ID_BYTES, bytes.length - 1 - KEY_ID_BYTES)));
    }

    private static Optional<String> open(byte[] key, byte[] place, ByteBuffer sealed) {
        byte[] nonce = new byte[NONCE_BYTES];
        sealed.get(nonce);
        byte[] text = new byte[sealed.remaining()];
        sealed.get(text);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place);
            return Optional.of(new String(cipher.doFinal(text), StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be opened", e);
        }
    }

    /** A line each, after the length of what could hold a line break. */
    private static byte[] place(String userId, String name) {
        byte[] user = userId.getBytes(StandardCharsets.UTF_8);
        return (PURPOSE + "\n" + user.length + "\n" + userId + "\n" + name).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
