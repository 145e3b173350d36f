package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A child's standard input. One thread of its own writes, so that a child that does not read holds up nobody else: who
 * sends only waits until the message is in a queue of bounded size.
 */
final class ChildInput implements Runnable {

    private static final byte[] END = new byte[0];
    private static final int MOST_MESSAGES = 10_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final OutputStream stream;
    private final long mostBytes;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean ended;

    /** @param mostBytes that may wait; one message always may */
    ChildInput(OutputStream stream, long mostBytes) {
        this.stream = stream;
        this.mostBytes = mostBytes;
    }

    /**
     * Puts a message in the queue.
     *
     * @throws ServerBusyException when too much is in it already
     * @throws ServerUnavailableException when nobody reads any more
     */
    void send(byte[] message) {
        if (ended) {
            throw new ServerUnavailableException("the MCP server has ended");
        }
        long bytes = waiting.addAndGet(message.length);
        if ((bytes > mostBytes && bytes > message.length) || messages.size() >= MOST_MESSAGES) {
            waiting.addAndGet(-message.length);
            throw new ServerBusyException(
                    ServerBusyException.Reason.STUCK, "the MCP server does not read its input", RETRY_AFTER);
        }
        messages.add(message);
    }

    /** Closes the input once what is in the queue has been written. */
    void finish() {
        messages.add(END);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the mark itself, not an empty message
    public void run() {
        try (stream) {
            for (byte[] message = messages.take(); message != END; message = messages.take()) {
                stream.write(message);
                stream.write('\n');
                waiting.addAndGet(-message.length);
                if (messages.isEmpty()) {
                    stream.flush();
                }
            }
        } catch (IOException e) {
            System.getLogger(ChildInput.class.getName())
                    .log(System.Logger.Level.DEBUG, "event=child-input-broke reason=\"{0}\"", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            messages.clear();
        }
    }
}
