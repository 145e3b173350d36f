package org.mcpgateway.bridge.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.EnvelopeScanner;

/** Splits a stream of bytes into lines of a bounded length; a longer one is skipped to its end and told, not kept. */
final class LineReader {

    private static final int KEPT = 1024 * 1024;

    /** Most children are silent most of the time, so little is held; while one says much, it is read in large parts. */
    private static final int SMALL = 8 * 1024;

    private static final int LARGE = 64 * 1024;

    private final InputStream stream;
    private final int longest;
    private byte[] chunk = new byte[SMALL];
    private ByteArrayOutputStream rest = new ByteArrayOutputStream(1024);
    private @Nullable EnvelopeScanner skipping;
    private long skipped;

    LineReader(InputStream stream, int longest) {
        this.stream = stream;
        this.longest = longest;
    }

    /**
     * Reads to the end of the stream.
     *
     * @param lines gets each line without its line break
     * @param tooLong gets what is known of each line that was too long
     */
    void forEach(Consumer<byte[]> lines, Consumer<SkippedLine> tooLong) throws IOException {
        int count;
        while ((count = stream.read(chunk)) >= 0) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (chunk[i] == '\n') {
                    take(from, i);
                    finish(lines, tooLong);
                    from = i + 1;
                }
            }
            take(from, count);
            fit(count);
        }
        if (rest.size() > 0 || skipping != null) {
            finish(lines, tooLong);
        }
    }

    private void fit(int count) {
        if (chunk.length == SMALL && count == SMALL) {
            chunk = new byte[LARGE];
        } else if (chunk.length == LARGE && count < SMALL) {
            chunk = new byte[SMALL];
        }
    }

    private void take(int from, int to) {
        if (skipping == null && rest.size() + to - from <= longest) {
            rest.write(chunk, from, to - from);
            return;
        }
        if (skipping == null) {
            skipping = EnvelopeScanner.of(rest.toByteArray());
            skipped = rest.size();
            rest = new ByteArrayOutputStream(1024);
        }
        skipping.feed(chunk, from, to);
        skipped += to - from;
    }

    private void finish(Consumer<byte[]> lines, Consumer<SkippedLine> tooLong) {
        if (skipping != null) {
            SkippedLine line = new SkippedLine(skipped, skipping);
            skipping = null;
            tooLong.accept(line);
            return;
        }
        byte[] line = rest.toByteArray();
        // A buffer that one large message grew is not kept for the life of the child.
        rest = line.length > KEPT ? new ByteArrayOutputStream(1024) : rest;
        rest.reset();
        boolean carriageReturn = line.length > 0 && line[line.length - 1] == '\r';
        lines.accept(carriageReturn ? Arrays.copyOf(line, line.length - 1) : line);
    }
}
