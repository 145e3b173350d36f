package org.mcpgateway.bridge.remote;

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

/** Server-sent events are the same messages, however a server writes them (HTML s9.2.6) and however its bytes come. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventReaderPropertyTest {

    @Test
    void every_way_to_write_a_message_gives_that_message() {
        Property.holds(5000, draw -> {
            List<String> messages = draw.list(4, () -> "{" + draw.text("ab:ä€\n ", 12) + "}");
            var stream = new StringBuilder();
            for (String message : messages) {
                write(draw, message, stream);
            }

            assertThat(read(stream.toString(), draw)).isEqualTo(messages);
        });
    }

    private static void write(Draw draw, String message, StringBuilder stream) {
        String end = draw.of("\n", "\r\n", "\r");
        if (draw.chance(30)) {
            stream.append(draw.of(": comment", "event: message", "id: 7", "retry: 10", "unknown: x", "id"))
                    .append(end);
        }
        for (String line : message.split("\n", -1)) {
            boolean spaced = line.startsWith(" ") || draw.chance(50);
            stream.append(spaced ? "data: " : "data:").append(line).append(end);
        }
        stream.append(end);
    }

    private static List<String> read(String stream, Draw draw) {
        List<String> events = new ArrayList<>();
        try {
            new EventReader(new Trickle(stream.getBytes(StandardCharsets.UTF_8), draw), 1000)
                    .forEach(data -> events.add(new String(data, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }
}
