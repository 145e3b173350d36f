package org.mcpgateway.bridge.tracing;

import org.jspecify.annotations.Nullable;

/** The header {@code traceparent}: which trace a request belongs to (W3C Trace Context s3.2). */
public final class TraceParent {

    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final int VERSION_END = 2;
    private static final int TRACE_END = 35;
    private static final int PARENT_END = 52;
    private static final int LENGTH = 55;

    private TraceParent() {}

    /**
     * The trace id that a header names.
     *
     * @param header as it was sent
     * @return 32 lower-case hexadecimal digits, not all of them 0; null when the header is missing or is none
     */
    public static @Nullable String traceId(@Nullable String header) {
        return header != null && isOne(header) ? header.substring(VERSION_END + 1, TRACE_END) : null;
    }

    /** Versions to come may have more behind another hyphen, {@code ff} is none. */
    private static boolean isOne(String text) {
        return (text.length() == LENGTH || (text.length() > LENGTH && text.charAt(LENGTH) == '-'))
                && isHexadecimal(text, 0, VERSION_END)
                && !text.startsWith("ff")
                && (text.length() == LENGTH || !text.startsWith("00"))
                && isIdentifier(text, VERSION_END, TRACE_END)
                && isIdentifier(text, TRACE_END, PARENT_END)
                && text.charAt(PARENT_END) == '-'
                && isHexadecimal(text, PARENT_END + 1, LENGTH);
    }

    private static boolean isIdentifier(String text, int hyphen, int end) {
        if (text.charAt(hyphen) != '-' || !isHexadecimal(text, hyphen + 1, end)) {
            return false;
        }
        for (int i = hyphen + 1; i < end; i++) {
            if (text.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }

    private static boolean isHexadecimal(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
