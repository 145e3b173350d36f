package org.mcpgateway.auth.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every secret that ever existed in a run, by what it is, and a search for them in any spelling. */
public final class SecretLedger {

    /** Shorter ones would be found by chance. */
    private static final int SHORTEST = 8;

    private final Map<String, Set<String>> secrets = new TreeMap<>();

    /** Notes a secret; the name says what it is. */
    public void add(String name, String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException(name + " is too short to be looked for: " + secret);
        }
        secrets.computeIfAbsent(name, unused -> new LinkedHashSet<>()).add(secret);
    }

    /** What was noted, by name, with how many there are. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        secrets.forEach((name, all) -> counts.put(name, all.size()));
        return counts;
    }

    /**
     * The names of the secrets that a text holds, plain, URL-encoded or within base64.
     *
     * @param text bytes that are no text may be given as ISO-8859-1
     * @param shown the names of those that it may hold
     */
    public List<String> in(String text, String... shown) {
        Set<String> allowed = Set.of(shown);
        List<String> found = new ArrayList<>();
        secrets.forEach((name, all) -> {
            if (!allowed.contains(name)) {
                all.stream()
                        .filter(secret -> spellings(secret).stream().anyMatch(text::contains))
                        .forEach(secret -> found.add(name + " (" + text.length() + " characters searched)"));
            }
        });
        return found;
    }

    static Set<String> spellings(String secret) {
        Set<String> spellings = new LinkedHashSet<>(List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            spellings.add(middle(Base64.getEncoder().withoutPadding().encodeToString(shifted)));
            spellings.add(middle(Base64.getUrlEncoder().withoutPadding().encodeToString(shifted)));
        }
        return spellings;
    }

    /** Without the characters that depend on what stands before and behind the secret. */
    private static String middle(String base64) {
        return base64.substring(4, base64.length() - 3);
    }
}
