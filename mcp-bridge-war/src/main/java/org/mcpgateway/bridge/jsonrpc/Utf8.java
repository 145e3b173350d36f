package org.mcpgateway.bridge.jsonrpc;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** What is passed on as it came must at least be text: JSON between systems is UTF-8 (RFC 8259 s8.1). */
public final class Utf8 {

    private static final int PART = 4096;

    private Utf8() {}

    /**
     * Looks through a message without keeping it as text.
     *
     * @throws MalformedJsonException when the bytes are no UTF-8
     */
    public static void require(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] >= 0) {
            start++;
        }
        if (start == bytes.length) {
            return;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what it cannot read
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(PART);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw new MalformedJsonException("bytes that are no UTF-8", in.position());
        }
    }
}
