package org.mcpgateway.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.support.Draw;
import org.mcpgateway.bridge.support.Property;

/** Wherever a stream is cut and whenever its client comes back, it reads every message once and in order. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResumptionPropertyTest {

    private static final SessionSettings.Replay BOUNDS =
            new SessionSettings.Replay(100, 100_000, Duration.ofMinutes(5));
    private static final ReplayStore STORE =
            new ReplayStore(Optional.empty(), new SessionSettings(Optional.empty(), Optional.empty(), BOUNDS, false));
    private static final Pattern EVENT = Pattern.compile("id: s-([0-9]+)\nevent: message\ndata: m([0-9]+)\n\n");

    @Test
    void each_message_is_read_once_and_in_order() {
        Property.holds(3000, draw -> {
            int messages = 1 + draw.below(12);
            var reader = new Reader(draw, messages);
            while (reader.isOwed()) {
                if (draw.chance(40)) {
                    reader.loses();
                }
                if (draw.chance(40)) {
                    reader.comesBack();
                }
                reader.isTold();
            }
            reader.comesBack();
            reader.readsAll();

            assertThat(reader.messages)
                    .isEqualTo(IntStream.rangeClosed(1, messages).boxed().toList());
        });
    }

    /** A stream and what its client has of it; the client may lose whatever it has not read when it is cut off. */
    private static final class Reader {

        final List<Integer> messages = new ArrayList<>();
        final EventStream stream = new EventStream("s", true, new ReplayLog("session", BOUNDS, STORE));
        private final Draw draw;
        private final int all;
        private final boolean ends;
        private RecordingSink response = new RecordingSink();
        private int told;
        private long seen;

        Reader(Draw draw, int all) {
            this.draw = draw;
            this.all = all;
            this.ends = draw.chance(50);
            try {
                stream.open(response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isOwed() {
            return told < all;
        }

        /** The next message, if there is one more; with the last the stream may end. */
        void isTold() {
            if (!isOwed()) {
                return;
            }
            byte[] bytes = ("m" + ++told).getBytes(StandardCharsets.UTF_8);
            if (ends && !isOwed()) {
                stream.finish(bytes);
            } else {
                stream.send(bytes);
            }
        }

        void readsAll() {
            read(Integer.MAX_VALUE);
        }

        /** Reads up to some event, in the middle of which the connection ends. */
        void loses() {
            read(draw.below(4));
            response.cut();
            response = new RecordingSink();
            response.cut();
        }

        private void read(int most) {
            List<Long> ids = new ArrayList<>();
            List<Integer> read = new ArrayList<>();
            Matcher events = EVENT.matcher(response.text());
            while (events.find()) {
                ids.add(Long.parseLong(events.group(1)));
                read.add(Integer.parseInt(events.group(2)));
            }
            int whole = Math.min(most, ids.size());
            messages.addAll(read.subList(0, whole));
            seen = whole == 0 ? seen : ids.get(whole - 1);
        }

        /** Messages may be told after what was missed has been looked up, and before the client is there. */
        void comesBack() {
            loses();
            int meanwhile = draw.below(3);
            response = new RecordingSink(() -> IntStream.range(0, meanwhile).forEach(time -> isTold()));
            try {
                stream.resume(response, seen);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (response.isEnded() && seen < all) {
                assertThat(response.text()).contains("\ndata: m" + all + "\n");
            }
        }
    }
}
