package org.mcpgateway.bridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a reader holds while a child says little, of which there are two for each child. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LineReaderTest {

    private static final int LITTLE = 8 * 1024;

    private final List<Integer> asked = new ArrayList<>();

    @Test
    void a_child_that_says_little_is_read_in_small_parts() throws IOException {
        read("hello\n", "world\n", "again\n");

        assertThat(asked).allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(LITTLE));
    }

    @Test
    void one_that_says_much_is_read_in_large_parts_until_it_says_little_again() throws IOException {
        String much = "x".repeat(100_000) + "\n";

        List<String> lines = read(much, much, "hello\n", "world\n");

        assertThat(lines).containsExactly(much.strip(), much.strip(), "hello", "world");
        assertThat(asked).anySatisfy(length -> assertThat(length).isGreaterThan(LITTLE));
        assertThat(asked.getLast()).isLessThanOrEqualTo(LITTLE);
    }

    /** A child that says these one after the other, each at once. */
    private List<String> read(String... said) throws IOException {
        List<String> lines = new ArrayList<>();
        new LineReader(new Saying(Arrays.asList(said).iterator()), 1 << 20)
                .forEach(line -> lines.add(new String(line, StandardCharsets.UTF_8)), line -> {});
        return lines;
    }

    private final class Saying extends InputStream {

        private final Iterator<String> rest;
        private byte[] now = {};
        private int at;

        Saying(Iterator<String> rest) {
            this.rest = rest;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("nobody reads single bytes");
        }

        @Override
        public int read(byte[] into, int from, int length) {
            asked.add(length);
            if (at == now.length) {
                if (!rest.hasNext()) {
                    return -1;
                }
                now = rest.next().getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int count = Math.min(length, now.length - at);
            System.arraycopy(now, at, into, from, count);
            at += count;
            return count;
        }
    }
}
