package org.mcpgateway.bridge.tools;

import java.util.List;

/**
 * A name in which each {@code *} stands for any characters, or none; every other character stands for itself.
 *
 * @param parts what stands between the stars; a single one where there are none
 */
public record NamePattern(List<String> parts) {

    public NamePattern {
        parts = List.copyOf(parts);
    }

    /** The pattern of this text. */
    public static NamePattern of(String text) {
        return new NamePattern(List.of(text.split("\\*", -1)));
    }

    /** Whether the whole name is one of those that it stands for. */
    public boolean matches(String name) {
        String first = parts.getFirst();
        String last = parts.getLast();
        if (parts.size() == 1) {
            return name.equals(first);
        }
        int at = first.length();
        int end = name.length() - last.length();
        if (at > end || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = name.indexOf(part, at);
            at = found + part.length();
            if (found < 0 || at > end) {
                return false;
            }
        }
        return true;
    }
}
