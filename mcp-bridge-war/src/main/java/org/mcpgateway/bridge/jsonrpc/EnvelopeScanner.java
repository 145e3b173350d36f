package org.mcpgateway.bridge.jsonrpc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells what a message is from its outermost members, in one pass over bytes that need not be kept: what watches
 * messages go by does not take them apart, and one that is too long can still be answered.
 */
public final class EnvelopeScanner {

    private static final int LONGEST_TOKEN = 512;

    private final byte[] token = new byte[LONGEST_TOKEN];
    private int length;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean inValue;
    private String name = "";
    private String id = "";
    private String method = "";
    private boolean error;

    /** Scans one whole message. */
    public static EnvelopeScanner of(byte[] message) {
        EnvelopeScanner scanner = new EnvelopeScanner();
        scanner.feed(message, 0, message.length);
        return scanner;
    }

    /** Takes the next bytes of the message. */
    public void feed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (inString) {
                string(bytes[i]);
            } else {
                structure(bytes[i]);
            }
        }
    }

    /** The id as it stands in the message; empty when there is none that could be answered. */
    public Optional<String> id() {
        return id.isEmpty() || id.equals("null") ? Optional.empty() : Optional.of(id);
    }

    /** The method; empty text for an answer. */
    public String method() {
        return method;
    }

    /** Whether somebody waits for an answer with the same id. */
    public boolean isRequest() {
        return !method.isEmpty() && id().isPresent();
    }

    /** Whether it answers a request. */
    public boolean isResponse() {
        return method.isEmpty() && id().isPresent();
    }

    /** Whether it answers with an error. */
    public boolean isError() {
        return error && isResponse();
    }

    private void string(byte octet) {
        if (depth == 1) {
            keep(octet);
        }
        if (escaped) {
            escaped = false;
        } else if (octet == '\\') {
            escaped = true;
        } else if (octet == '"') {
            inString = false;
            if (depth == 1 && !inValue) {
                name = taken();
            }
        }
    }

    private void structure(byte octet) {
        switch (octet) {
            case '"' -> {
                inString = true;
                if (depth == 1) {
                    keep(octet);
                }
            }
            case '{', '[' -> depth++;
            case '}', ']' -> {
                if (depth == 1) {
                    endMember();
                }
                depth--;
            }
            case ':' -> inValue = inValue || depth == 1;
            case ',' -> {
                if (depth == 1) {
                    endMember();
                }
            }
            case ' ', '\t', '\r', '\n' -> {}
            default -> {
                if (depth == 1) {
                    keep(octet);
                }
            }
        }
    }

    private void endMember() {
        String value = taken();
        switch (name) {
            case "\"id\"" -> id = value;
            case "\"method\"" -> method = value.length() > 2 ? value.substring(1, value.length() - 1) : value;
            case "\"error\"" -> error = true;
            default -> {}
        }
        name = "";
        inValue = false;
    }

    private void keep(byte octet) {
        if (length < LONGEST_TOKEN) {
            token[length] = octet;
        }
        length++;
    }

    /** What was kept; nothing of what is too long to be an id or a method. */
    private String taken() {
        String text = length > LONGEST_TOKEN ? "" : new String(token, 0, length, StandardCharsets.UTF_8);
        length = 0;
        return text;
    }
}
