package org.mcpgateway.bridge.jsonrpc;

import java.nio.charset.StandardCharsets;

/** Walks over JSON text byte by byte and refuses what RFC 8259 does not allow; makes no objects on the way. */
final class Scanner {

    /** Characters that an escape may take for one. */
    private static final int LONGEST_ESCAPE = 6;

    private final byte[] bytes;

    Scanner(byte[] bytes) {
        this.bytes = bytes;
    }

    int skipSpace(int at) {
        int next = at;
        while (next < bytes.length
                && (bytes[next] == ' ' || bytes[next] == '\n' || bytes[next] == '\r' || bytes[next] == '\t')) {
            next++;
        }
        return next;
    }

    /** The offset after the value that begins here. */
    int skipValue(int at, int depth) {
        if (depth > RawJson.DEEPEST) {
            throw new MalformedJsonException("nested too deeply", at);
        }
        return switch (at(at)) {
            case '{' -> skipObject(at, depth);
            case '[' -> skipArray(at, depth);
            case '"' -> skipString(at);
            case 't' -> skipLiteral(at, "true");
            case 'f' -> skipLiteral(at, "false");
            case 'n' -> skipLiteral(at, "null");
            default -> skipNumber(at);
        };
    }

    int skipString(int at) {
        if (at(at) != '"') {
            throw new MalformedJsonException("a string is missing", at);
        }
        int next = at + 1;
        while (true) {
            int c = at(next);
            if (c == '"') {
                return next + 1;
            }
            if (c >= 0 && c < 0x20) {
                throw new MalformedJsonException("a control character in a string", next);
            }
            next = c == '\\' ? skipEscape(next + 1) : next + 1;
        }
    }

    private int skipEscape(int at) {
        return switch (at(at)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> skipHex(at + 1);
            default -> throw new MalformedJsonException("an unknown escape", at);
        };
    }

    private int skipHex(int at) {
        for (int i = 0; i < 4; i++) {
            if (Character.digit(at(at + i), 16) < 0) {
                throw new MalformedJsonException("a malformed escape", at);
            }
        }
        return at + 4;
    }

    private int skipObject(int at, int depth) {
        int next = skipSpace(at + 1);
        if (at(next) == '}') {
            return next + 1;
        }
        while (true) {
            next = skipSpace(skipString(next));
            if (at(next) != ':') {
                throw new MalformedJsonException("a colon is missing", next);
            }
            next = skipSpace(skipValue(skipSpace(next + 1), depth + 1));
            if (at(next) == '}') {
                return next + 1;
            }
            next = skipComma(next);
        }
    }

    private int skipArray(int at, int depth) {
        int next = skipSpace(at + 1);
        if (at(next) == ']') {
            return next + 1;
        }
        while (true) {
            next = skipSpace(skipValue(next, depth + 1));
            if (at(next) == ']') {
                return next + 1;
            }
            next = skipComma(next);
        }
    }

    private int skipComma(int at) {
        if (at(at) != ',') {
            throw new MalformedJsonException("a comma is missing", at);
        }
        return skipSpace(at + 1);
    }

    private int skipLiteral(int at, String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (at(at + i) != literal.charAt(i)) {
                throw new MalformedJsonException("an unknown literal", at);
            }
        }
        return at + literal.length();
    }

    private int skipNumber(int at) {
        int next = at(at) == '-' ? at + 1 : at;
        next = at(next) == '0' ? next + 1 : skipDigits(next);
        if (next < bytes.length && bytes[next] == '.') {
            next = skipDigits(next + 1);
        }
        if (next < bytes.length && (bytes[next] == 'e' || bytes[next] == 'E')) {
            next++;
            next = at(next) == '+' || at(next) == '-' ? next + 1 : next;
            next = skipDigits(next);
        }
        return next;
    }

    private int skipDigits(int at) {
        if (at(at) < '0' || at(at) > '9') {
            throw new MalformedJsonException("a value is missing", at);
        }
        int next = at;
        while (next < bytes.length && bytes[next] >= '0' && bytes[next] <= '9') {
            next++;
        }
        return next;
    }

    private int at(int offset) {
        if (offset >= bytes.length) {
            throw new MalformedJsonException("the text ends too early", offset);
        }
        return bytes[offset];
    }

    /** Whether the string between the offsets is this name but for the case of its letters, as some readers compare. */
    static boolean isNameInAnyCase(byte[] bytes, int from, int to, String name) {
        int length = to - from;
        if (length < name.length() || length > LONGEST_ESCAPE * name.length()) {
            return false;
        }
        boolean same = length == name.length();
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0 || bytes[i] == '\\') {
                return unescape(bytes, from, to).equalsIgnoreCase(name);
            }
            same = same && Character.toLowerCase((char) bytes[i]) == Character.toLowerCase(name.charAt(i - from));
        }
        return same;
    }

    /** Whether the string between the offsets is this name, which is ASCII. */
    static boolean isName(byte[] bytes, int from, int to, String name) {
        if (to - from == name.length()) {
            for (int i = 0; i < name.length(); i++) {
                if (bytes[from + i] != name.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return unescape(bytes, from, to).equals(name);
            }
        }
        return false;
    }

    /** The text of a checked string, without its quotes. */
    static String unescape(byte[] bytes, int from, int to) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = raw.charAt(++i);
            switch (escaped) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }
}
