package org.mcpgateway.bridge.fetch;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import org.mcpgateway.bridge.config.FetchSettings;

/** The tool: a page's text, a piece at a time. */
final class FetchTool {

    private static final int DEFAULT_LENGTH = 5000;
    private static final int LONGEST = 999_999;

    private final WebReader web;
    private final Robots robots;
    private final Simplifier simplifier;
    private final boolean ignoreRobots;

    FetchTool(WebReader web, Robots robots, Simplifier simplifier, FetchSettings settings) {
        this.web = web;
        this.robots = robots;
        this.simplifier = simplifier;
        this.ignoreRobots = settings.ignoreRobots();
    }

    /** What a model gets that calls the tool by itself; robots.txt counts. */
    String call(JsonObject arguments) throws FetchException {
        URI url = url(arguments);
        int length = number(arguments, "max_length", DEFAULT_LENGTH, 1);
        int start = number(arguments, "start_index", 0, 0);
        boolean raw = flag(arguments, "raw");
        Page page = simplifier.page(web.read(url, ignoreRobots ? hop -> {} : robots::requireAllowed), raw);
        return page.prefix() + "Contents of " + url + ":\n" + piece(page.text(), start, length);
    }

    /**
     * What a user gets who asks for the page; robots.txt is about programs, so it does not count. That a page cannot be
     * read is told as its text.
     */
    String prompt(JsonObject arguments) throws FetchException {
        URI url = url(arguments);
        try {
            Page page = simplifier.page(web.read(url, hop -> {}), false);
            return page.prefix() + page.text();
        } catch (FetchException e) {
            return e.problem();
        }
    }

    /** Counted in code points, so that no character is cut in two. */
    private static String piece(String content, int start, int length) {
        int total = content.codePointCount(0, content.length());
        if (start >= total) {
            return "<error>No more content available.</error>";
        }
        int from = content.offsetByCodePoints(0, start);
        int count = Math.min(length, total - start);
        int to = content.offsetByCodePoints(from, count);
        int next = start + count;
        return content.substring(from, to)
                + (next < total
                        ? "\n\n<error>Content truncated. Call the fetch tool with a start_index of " + next
                                + " to get more content.</error>"
                        : "");
    }

    private static URI url(JsonObject arguments) throws FetchException {
        if (arguments.get("url") instanceof JsonString url && !url.getString().isBlank()) {
            return WebReader.checked(url.getString());
        }
        throw new FetchException("url is required");
    }

    private static int number(JsonObject arguments, String name, int otherwise, int smallest) throws FetchException {
        JsonValue value = arguments.getOrDefault(name, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return otherwise;
        }
        if (value instanceof JsonNumber number
                && number.isIntegral()
                && number.doubleValue() >= smallest
                && number.doubleValue() <= LONGEST) {
            return number.intValue();
        }
        throw new FetchException(name + " must be a whole number from " + smallest + " to " + LONGEST);
    }

    private static boolean flag(JsonObject arguments, String name) throws FetchException {
        return switch (arguments.getOrDefault(name, JsonValue.FALSE).getValueType()) {
            case TRUE -> true;
            case FALSE, NULL -> false;
            default -> throw new FetchException(name + " must be true or false");
        };
    }
}
