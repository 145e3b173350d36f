package org.mcpgateway.auth.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;

/** The only source of random values: secrets, tokens, codes and identifiers, base64url without padding; nonces. */
@ApplicationScoped
public class RandomTokens {

    private final SecureRandom random = new SecureRandom();

    /** 256 random bits as 43 base64url characters: for whatever is a secret. */
    public String secret() {
        return base64url(32);
    }

    /** 128 random bits as 22 base64url characters: for what must be unique, not secret. */
    public String identifier() {
        return base64url(16);
    }

    /** A string of {@code length} characters drawn evenly from {@code alphabet} (RFC 8628 s6.1 user codes). */
    public String fromAlphabet(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Random bytes, for a nonce. */
    public byte[] bytes(int count) {
        byte[] value = new byte[count];
        random.nextBytes(value);
        return value;
    }

    /** Drawn again when it begins with a hyphen, for which command lines take a client's id or secret for an option. */
    private String base64url(int bytes) {
        String value;
        do {
            value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
        } while (value.startsWith("-"));
        return value;
    }
}
