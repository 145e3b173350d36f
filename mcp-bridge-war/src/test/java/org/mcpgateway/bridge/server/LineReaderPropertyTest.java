package org.mcpgateway.bridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.support.Draw;
import org.mcpgateway.bridge.support.Property;
import org.mcpgateway.bridge.support.Trickle;

/** What a child says is the same messages, however its bytes come. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LineReaderPropertyTest {

    private static final int LONGEST = 24;

    @Test
    void lines_are_whole_and_in_order_in_whatever_pieces_they_come() {
        Property.holds(5000, draw -> {
            List<String> lines = draw.list(5, () -> line(draw));
            boolean ended = draw.chance(50);
            String all = String.join("\n", lines) + (ended ? "\n" : "");

            assertThat(read(all, draw)).isEqualTo(expected(all));
        });
    }

    private static String line(Draw draw) {
        String text = draw.of("", "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}", "{\"id\":7}", "ä€😀")
                + draw.text("ab\"{}\\ ", 30);
        return draw.chance(20) ? text + "\r" : text;
    }

    /** As said of the whole text at once. */
    private static List<String> expected(String all) {
        List<String> expected = new ArrayList<>();
        List<String> lines = new ArrayList<>(List.of(all.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        for (String line : lines) {
            int length = line.getBytes(StandardCharsets.UTF_8).length;
            expected.add(
                    length > LONGEST
                            ? "too long: " + length
                            : line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        return expected;
    }

    private static List<String> read(String all, Draw draw) {
        List<String> lines = new ArrayList<>();
        try {
            new LineReader(new Trickle(all.getBytes(StandardCharsets.UTF_8), draw), LONGEST)
                    .forEach(
                            line -> lines.add(new String(line, StandardCharsets.UTF_8)),
                            skipped -> lines.add("too long: " + skipped.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
