package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A child's standard input. A thread that waits for an answer anyway writes its request itself where the pipe has room
 * for it, since to wake another thread costs more than to write. All else waits in a queue of bounded size for a thread
 * of its own, so that a child that does not read holds up nobody.
 */
final class ChildInput implements Runnable {

    private static final byte[] END = new byte[0];
    private static final int MOST_MESSAGES = 10_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /**
     * Threads of callers that may write to pipes at the same time. None has to wait there but for a child that answers
     * what it has not read, or has a pipe that takes less than others.
     */
    private static final Semaphore CALLERS = new Semaphore(32);

    private final OutputStream stream;
    private final long mostBytes;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final UnreadInput unread = new UnreadInput();
    private final ReentrantLock writing = new ReentrantLock();
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
            throw hasEnded();
        }
        long bytes = waiting.addAndGet(message.length);
        if ((bytes > mostBytes && bytes > message.length) || messages.size() >= MOST_MESSAGES) {
            waiting.addAndGet(-message.length);
            throw new ServerBusyException(
                    ServerBusyException.Reason.STUCK, "the MCP server does not read its input", RETRY_AFTER);
        }
        messages.add(message);
    }

    /**
     * Writes a request if nothing is before it and the pipe has room; otherwise it is {@linkplain #send sent}, as it is
     * on a virtual thread: one that has to wait in a pipe after all would keep its carrier, of which there are few.
     */
    void call(byte[] request) {
        if (Thread.currentThread().isVirtual() || !isWritten(request)) {
            send(request);
        }
    }

    /** The child has written a message, which may tell what it has read. */
    void heard(byte[] message) {
        unread.heard(message);
    }

    /** Closes the input once what is in the queue has been written. */
    void finish() {
        messages.add(END);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the mark itself, not an empty message
    public void run() {
        try {
            for (byte[] message = messages.take(); message != END; message = messages.take()) {
                writing.lock();
                try {
                    write(message);
                    waiting.addAndGet(-message.length);
                    if (messages.isEmpty()) {
                        stream.flush();
                    }
                } finally {
                    writing.unlock();
                }
            }
        } catch (IOException e) {
            broke(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** While nobody writes: the number of a closed pipe may be that of somebody else's in the next moment. */
    private void end() {
        writing.lock();
        try {
            ended = true;
            stream.close();
        } catch (IOException e) {
            broke(e);
        } finally {
            writing.unlock();
            messages.clear();
        }
    }

    private boolean isWritten(byte[] request) {
        if (!CALLERS.tryAcquire()) {
            return false;
        }
        try {
            if (!writing.tryLock()) {
                return false;
            }
            try {
                return isRoomFor(request) && isWrittenAlone(request);
            } finally {
                writing.unlock();
            }
        } finally {
            CALLERS.release();
        }
    }

    private boolean isRoomFor(byte[] request) {
        return !ended && waiting.get() == 0 && unread.hasRoomFor(request.length + 1);
    }

    private boolean isWrittenAlone(byte[] request) {
        try {
            write(request);
            stream.flush();
            return true;
        } catch (IOException e) {
            broke(e);
            ended = true;
            finish();
            throw hasEnded();
        }
    }

    private void write(byte[] message) throws IOException {
        unread.add(message);
        stream.write(message);
        stream.write('\n');
    }

    private static ServerUnavailableException hasEnded() {
        return new ServerUnavailableException("the MCP server has ended");
    }

    private static void broke(IOException e) {
        System.getLogger(ChildInput.class.getName())
                .log(System.Logger.Level.DEBUG, "event=child-input-broke reason=\"{0}\"", e.getMessage());
    }
}
