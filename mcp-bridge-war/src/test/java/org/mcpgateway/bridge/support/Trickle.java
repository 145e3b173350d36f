package org.mcpgateway.bridge.support;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A stream of bytes that come in pieces, as pipes and sockets give them. */
public final class Trickle extends InputStream {

    private final ByteArrayInputStream bytes;
    private final Draw draw;

    /** These bytes, in pieces of drawn lengths. */
    public Trickle(byte[] bytes, Draw draw) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.draw = draw;
    }

    @Override
    public int read() {
        return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int most) {
        return bytes.read(into, from, Math.min(most, 1 + draw.below(7)));
    }
}
