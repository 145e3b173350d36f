package org.mcpgateway.cli.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells outcomes: a table for people, the gateway's own JSON for programs. Names that clients gave themselves are shown
 * without control characters, so that none can steer the terminal.
 */
public final class Report {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    /** @param json whether programs read it */
    Report(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** A list with these members as columns; JSON has all members, one array. */
    public void list(AdminApi.Listing listing, String... columns) {
        if (json) {
            JsonArrayBuilder array = Json.createArrayBuilder();
            listing.items().forEach(array::add);
            out.println(array.build());
        } else {
            table(listing.items(), columns);
        }
        out.flush();
        listing.unreachable().forEach(one -> note(one + " does not answer: what is there is missing here"));
        if (listing.more()) {
            note("there are more: --limit 0 shows all");
        }
    }

    /**
     * The same where an item is several rows of the table; JSON has the items as they are.
     *
     * @param rows of an item
     */
    public void list(AdminApi.Listing listing, Function<JsonObject, Stream<JsonObject>> rows, String... columns) {
        List<JsonObject> shown =
                json ? listing.items() : listing.items().stream().flatMap(rows).toList();
        list(new AdminApi.Listing(shown, listing.more(), listing.unreachable()), columns);
    }

    /** One object, a member on each line. */
    public void object(JsonObject object) {
        if (json) {
            out.println(object);
        } else {
            int width = object.keySet().stream().mapToInt(String::length).max().orElse(0);
            object.forEach((name, value) -> out.println(pad(name.replace('_', ' '), width + 2) + text(value)));
        }
        out.flush();
    }

    /** What was done, as a sentence; JSON gets the object. */
    public void done(String sentence, JsonObject object) {
        out.println(json ? object.toString() : plain(sentence));
        out.flush();
    }

    /** Text of several lines; JSON gets the object. */
    public void text(String text, JsonObject object) {
        if (json) {
            out.println(object);
        } else {
            text.lines().map(Report::plain).forEach(out::println);
        }
        out.flush();
    }

    /** Something besides the outcome, for people. */
    public void note(String sentence) {
        err.println(plain(sentence));
        err.flush();
    }

    private void table(List<JsonObject> items, String... columns) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Arrays.stream(columns)
                .map(column -> column.toUpperCase(Locale.ROOT).replace('_', ' '))
                .toList());
        for (JsonObject item : items) {
            rows.add(
                    Arrays.stream(columns).map(column -> text(item.get(column))).toList());
        }
        int[] widths = new int[columns.length];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(pad(row.get(i), widths[i] + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String text(@Nullable JsonValue value) {
        return switch (value) {
            case null -> "";
            case JsonString text -> plain(text.getString());
            case JsonArray array -> array.stream().map(Report::text).collect(Collectors.joining(" "));
            default -> plain(value.toString());
        };
    }

    /** The text without control and format characters. */
    public static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "�");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
