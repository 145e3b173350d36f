package org.mcpgateway.bridge.era;

import java.util.List;

/** The levels of log messages, least severe first (server/utilities/logging). */
final class LogLevel {

    private static final List<String> ASCENDING =
            List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private LogLevel() {}

    /** Returns whether a message of that level is wanted by who asked for {@code wanted}. */
    static boolean reaches(String level, String wanted) {
        return ASCENDING.indexOf(level) >= ASCENDING.indexOf(wanted);
    }

    static boolean isKnown(String level) {
        return ASCENDING.contains(level);
    }
}
