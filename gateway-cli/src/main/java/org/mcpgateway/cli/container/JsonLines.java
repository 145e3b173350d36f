package org.mcpgateway.cli.container;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Log lines as JSON objects, one a line, for {@code LOG_FORMAT=json}: {@code time}, {@code level}, {@code logger}, and
 * the message. What our applications write as {@code event=… key=value} becomes members, {@code request} as
 * {@code request_id}; an audit event, which is JSON already, becomes the member {@code audit}.
 */
public final class JsonLines extends Formatter {

    private static final Pattern PAIR = Pattern.compile("\\G([a-z][a-z_-]{0,40})=(?:\"([^\"]*)\"|([^\\s\"]*))(?: |$)");
    private static final int LONGEST_MESSAGE = 16 * 1024;

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder(256).append('{');
        member(line, "time", record.getInstant().toString());
        member(line, "level", record.getLevel().getName());
        member(line, "logger", String.valueOf(record.getLoggerName()));
        String message = bounded(formatMessage(record));
        if (isAudit(record, message)) {
            line.append(",\"audit\":").append(message);
        } else {
            members(message).forEach((name, value) -> member(line, name, value));
        }
        if (record.getThrown() != null) {
            member(line, "exception", bounded(trace(record.getThrown())));
        }
        return line.append("}\n").toString();
    }

    /** The logger {@code audit} writes nothing but whole objects; what was cut is none. */
    private static boolean isAudit(LogRecord record, String message) {
        return "audit".equals(record.getLoggerName()) && message.startsWith("{") && message.endsWith("}");
    }

    private static Map<String, String> members(String message) {
        Map<String, String> members = new LinkedHashMap<>();
        if (message.startsWith("event=")) {
            Matcher pair = PAIR.matcher(message);
            int end = 0;
            while (pair.find()) {
                String value = pair.group(2) == null ? pair.group(3) : pair.group(2);
                members.putIfAbsent(named(pair.group(1)), value);
                end = pair.end();
            }
            if (end == message.length()) {
                return members;
            }
        }
        // Text of somebody's: as a whole, with the parts that were clear beside it.
        members.put("message", message);
        return members;
    }

    private static String named(String key) {
        return switch (key) {
            case "request" -> "request_id";
            case "time", "level", "logger", "message", "exception", "audit" -> key + "_";
            default -> key;
        };
    }

    private static void member(StringBuilder line, String name, String value) {
        if (line.length() > 1) {
            line.append(',');
        }
        quoted(line, name);
        line.append(':');
        quoted(line, value);
    }

    /** RFC 8259 s7; control characters of C1 and line separators as well, so that no reader sees two lines. */
    private static void quoted(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
