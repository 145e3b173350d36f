package org.mcpgateway.bridge.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A response that remembers what was written, and can be cut. */
final class RecordingSink implements Sink {

    private final Runnable whenOpened;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int status;
    private boolean stream;
    private boolean ended;
    private boolean cut;

    RecordingSink() {
        this(() -> {});
    }

    /** @param whenOpened happens while the response becomes a stream */
    RecordingSink(Runnable whenOpened) {
        this.whenOpened = whenOpened;
    }

    @Override
    public synchronized void json(int jsonStatus, byte[] message) throws IOException {
        requireOpen();
        status = jsonStatus;
        written.writeBytes(message);
        ended = true;
    }

    @Override
    public synchronized void openStream() throws IOException {
        requireOpen();
        stream = true;
        whenOpened.run();
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        requireOpen();
        written.writeBytes(bytes);
    }

    @Override
    public synchronized void end() {
        ended = true;
    }

    /** From now on the client is gone. */
    synchronized void cut() {
        cut = true;
    }

    synchronized String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    synchronized int status() {
        return status;
    }

    synchronized boolean isStream() {
        return stream;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    private void requireOpen() throws IOException {
        if (ended || cut) {
            throw new IOException("gone");
        }
    }
}
