package org.mcpgateway.auth.device;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Codes that people type (RFC 8628 s6.1): eight consonants, so that no word comes of them and no letter looks like a
 * digit; 20^8 of them.
 */
final class UserCodes {

    static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    static final int LENGTH = 8;

    private static final Pattern CODE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    private UserCodes() {}

    /** As it is shown: two groups of four. */
    static String shown(String code) {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    /** The code that somebody typed, whatever the case and the separators; empty when it cannot be one. */
    static Optional<String> typed(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        String code = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }
}
