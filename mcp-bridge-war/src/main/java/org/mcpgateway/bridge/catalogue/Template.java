package org.mcpgateway.bridge.catalogue;

import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of the catalogue with placeholders: {@code ${user.id}}, {@code ${user.name}}, {@code ${user.email}},
 * {@code ${client.id}}, {@code ${session}}, {@code ${secret:NAME}} and {@code ${user.secret:NAME}}.
 *
 * @param text as it stands in the file
 */
public record Template(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern SECRET = Pattern.compile("(user\\.)?secret:[A-Za-z0-9_]{1,64}");
    private static final Set<String> NAMES = Set.of("user.id", "user.name", "user.email", "client.id", "session");

    /** @throws IllegalArgumentException when a placeholder is none of the known ones; the message names it */
    public Template {
        PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).forEach(name -> {
            if (!NAMES.contains(name) && !SECRET.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "the placeholder ${" + name + "} is not known; there are ${user.id},"
                                + " ${user.name}, ${user.email}, ${client.id}, ${session}, ${secret:NAME} and ${user.secret:NAME}");
            }
        });
    }

    /** Whether it differs from session to session. */
    public boolean isPerSession() {
        return text.contains("${session}");
    }

    /** Whether it differs from session to session of one user. */
    public boolean differsBySession() {
        return text.contains("${session}") || text.contains("${client.id}");
    }

    /** Whether it differs from caller to caller, or from session to session. */
    public boolean differsByCaller() {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .anyMatch(match -> !match.group(1).startsWith("secret:"));
    }

    /** Whether it has placeholders at all. */
    public boolean isFixed() {
        return !PLACEHOLDER.matcher(text).find();
    }

    /** The text with each placeholder replaced by its value. */
    public String fill(Function<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
    }
}
