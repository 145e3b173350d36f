package org.mcpgateway.bridge.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Splits a stream of bytes into lines of a bounded length; a longer one is skipped to its end and told, not kept. */
final class LineReader {

    private static final int KEPT = 1024 * 1024;

    private final InputStream stream;
    private final int longest;
    private final byte[] chunk = new byte[64 * 1024];
    private ByteArrayOutputStream rest = new ByteArrayOutputStream(1024);
    private long skipping;

    LineReader(InputStream stream, int longest) {
        this.stream = stream;
        this.longest = longest;
    }

    /**
     * Reads to the end of the stream.
     *
     * @param lines gets each line without its line break
     * @param skipped gets the length in bytes of each line that was too long
     */
    void forEach(Consumer<byte[]> lines, LongConsumer skipped) throws IOException {
        int count;
        while ((count = stream.read(chunk)) >= 0) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (chunk[i] == '\n') {
                    take(from, i);
                    finish(lines, skipped);
                    from = i + 1;
                }
            }
            take(from, count);
        }
        if (rest.size() > 0 || skipping > 0) {
            finish(lines, skipped);
        }
    }

    private void take(int from, int to) {
        int length = to - from;
        if (skipping > 0 || rest.size() + length > longest) {
            skipping += rest.size() + length;
            rest.reset();
        } else {
            rest.write(chunk, from, length);
        }
    }

    private void finish(Consumer<byte[]> lines, LongConsumer skipped) {
        if (skipping > 0) {
            long bytes = skipping;
            skipping = 0;
            skipped.accept(bytes);
            return;
        }
        byte[] line = rest.toByteArray();
        // A buffer that one large message grew is not kept for the life of the child.
        rest = line.length > KEPT ? new ByteArrayOutputStream(1024) : rest;
        rest.reset();
        boolean carriageReturn = line.length > 0 && line[line.length - 1] == '\r';
        lines.accept(carriageReturn ? java.util.Arrays.copyOf(line, line.length - 1) : line);
    }
}
