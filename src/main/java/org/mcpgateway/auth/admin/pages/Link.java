package org.mcpgateway.auth.admin.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Addresses of the operators' pages, below the context. */
final class Link {

    private Link() {}

    /**
     * A path with a query.
     *
     * @param parameters name, value, name, value …; without a value a parameter is left out
     */
    static String to(String path, @Nullable String... parameters) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (int i = 0; i < parameters.length; i += 2) {
            String value = parameters[i + 1];
            if (value != null && !value.isEmpty()) {
                query.add(parameters[i] + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return path + query;
    }

    /** What a parameter says, nothing where it is empty, as an unfilled field of a form sends it. */
    static @Nullable String filled(@Nullable String parameter) {
        return parameter == null || parameter.isBlank() ? null : parameter.strip();
    }

    /** The same, for showing it in the field again. */
    static String shown(@Nullable String parameter) {
        return parameter == null ? "" : parameter.strip();
    }
}
