package org.mcpgateway.cli.container;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code LOG_FORMAT}: how the server writes its log. */
public enum LogFormat {
    /** Lines for people. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    private static final String SETTING = "LOG_FORMAT";
    private static final String FORMATTER = "java.util.logging.ConsoleHandler.formatter=";

    /**
     * As the environment says; text where it says nothing.
     *
     * @throws IllegalArgumentException when it says something else than {@code text} or {@code json}
     */
    public static LogFormat of(Map<String, String> environment) {
        String wanted = environment.getOrDefault(SETTING, "").strip();
        return wanted.isEmpty()
                ? TEXT
                : Arrays.stream(values())
                        .filter(format -> format.name().equalsIgnoreCase(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(SETTING + " must be " + String.join(" or ", names())));
    }

    /** The properties of {@code java.util.logging} that make the console write so. */
    public String applied(String properties) {
        return this == TEXT
                ? properties
                : properties
                        .lines()
                        .map(line -> line.startsWith(FORMATTER) ? FORMATTER + JsonLines.class.getName() : line)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String[] names() {
        return Arrays.stream(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
