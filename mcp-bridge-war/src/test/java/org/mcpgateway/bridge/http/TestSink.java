package org.mcpgateway.bridge.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.mcpgateway.bridge.session.Sink;

/** A client, and what it got. Reads only once it is told to. */
final class TestSink implements Sink {

    final List<String> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private volatile boolean gone;

    void reads() {
        reading.countDown();
    }

    void leaves() {
        gone = true;
    }

    @Override
    public void json(int status, byte[] message) throws IOException {
        take(status + " " + new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void openStream() throws IOException {
        take("open");
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        take(new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public void end() {
        got.add("end");
    }

    private void take(String what) throws IOException {
        try {
            reading.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (gone) {
            throw new IOException("gone");
        }
        got.add(what);
    }
}
