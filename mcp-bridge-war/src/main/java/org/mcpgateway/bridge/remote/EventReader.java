package org.mcpgateway.bridge.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads server-sent events and hands on the data of each that has any (HTML, section 9.2). */
final class EventReader {

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final InputStream input;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(1024);
    private boolean afterCarriageReturn;

    /** @param longest bytes of one event; a longer one is an error */
    EventReader(InputStream input, int longest) {
        this.input = input;
        this.longest = longest;
    }

    /** Reads until the stream ends. */
    void forEach(Consumer<byte[]> events) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            for (int i = 0; i < count; i++) {
                accept(buffer[i], events);
            }
        }
    }

    /** A line ends with a line feed, a carriage return, or both. */
    private void accept(byte octet, Consumer<byte[]> events) throws IOException {
        boolean endedBefore = octet == '\n' && afterCarriageReturn;
        afterCarriageReturn = octet == '\r';
        if (endedBefore) {
            return;
        }
        if (octet == '\n' || octet == '\r') {
            endLine(events);
        } else if (line.size() + data.size() >= longest) {
            throw new IOException("the event is longer than " + longest + " bytes");
        } else {
            line.write(octet);
        }
    }

    private void endLine(Consumer<byte[]> events) {
        byte[] text = line.toByteArray();
        line.reset();
        if (text.length == 0) {
            if (data.size() > 1) {
                events.accept(Arrays.copyOf(data.toByteArray(), data.size() - 1));
            }
            data.reset();
        } else if (text.length >= DATA.length && Arrays.equals(text, 0, DATA.length, DATA, 0, DATA.length)) {
            int from = text.length > DATA.length && text[DATA.length] == ' ' ? DATA.length + 1 : DATA.length;
            data.write(text, from, text.length - from);
            data.write('\n');
        }
    }
}
