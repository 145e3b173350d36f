package org.mcpgateway.bridge.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.supervision.SupervisedChild;

/** A child that nobody uses yet. What it says meanwhile, which should be nothing, is kept for whoever takes it. */
final class Spare implements LinkListener {

    private static final int MOST_KEPT = 64;

    private final List<byte[]> early = new ArrayList<>();
    private volatile @Nullable LinkListener user;
    private @Nullable SupervisedChild child;
    private boolean ended;

    void begin(SupervisedChild started) {
        child = started;
    }

    SupervisedChild child() {
        return Objects.requireNonNull(child);
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** From now on this listener hears it; false when it has ended. */
    synchronized boolean hearFor(LinkListener listener) {
        if (ended) {
            return false;
        }
        early.forEach(listener::received);
        early.clear();
        user = listener;
        return true;
    }

    @Override
    public void received(byte[] message) {
        LinkListener listener = user;
        if (listener == null) {
            synchronized (this) {
                listener = user;
                if (listener == null) {
                    if (early.size() < MOST_KEPT) {
                        early.add(message);
                    }
                    return;
                }
            }
        }
        listener.received(message);
    }

    @Override
    public void closed(String reason) {
        LinkListener listener;
        synchronized (this) {
            ended = true;
            listener = user;
        }
        if (listener != null) {
            listener.closed(reason);
        }
    }
}
