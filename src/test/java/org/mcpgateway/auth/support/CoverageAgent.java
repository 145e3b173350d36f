package org.mcpgateway.auth.support;

import java.util.Map;

/**
 * Makes the servers that tests start say, when they end, which of their lines have run: with {@code ./gateway test
 * --coverage} alone.
 */
public final class CoverageAgent {

    private static final String OPTION = System.getProperty("server.agent", "");

    private CoverageAgent() {}

    /** What the environment of a server's JVM needs for it; nothing without coverage. */
    public static Map<String, String> environment() {
        return OPTION.isEmpty() ? Map.of() : Map.of("JAVA_TOOL_OPTIONS", OPTION);
    }

    /** The same behind the options of a command line, with the blank before it. */
    static String furtherOption() {
        return OPTION.isEmpty() ? "" : " " + OPTION;
    }
}
