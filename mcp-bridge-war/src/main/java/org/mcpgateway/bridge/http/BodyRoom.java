package org.mcpgateway.bridge.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How much memory bodies that are still to come may hold: all together, and those of one sender. */
final class BodyRoom {

    private final long most;
    private final long mostOfOne;
    private final Runnable whenFull;
    private final Map<String, Long> ofSenders = new HashMap<>();
    private long held;

    /**
     * @param most of all, in bytes
     * @param mostOfOne of one sender, in bytes
     * @param whenFull is told of each body for which there is no room
     */
    BodyRoom(long most, long mostOfOne, Runnable whenFull) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.whenFull = whenFull;
    }

    /**
     * Room for a body, if there is as much.
     *
     * @param sender of the body; empty where that is unknown: only the room of all bounds those
     * @param bytes that it takes now
     */
    Optional<Share> enter(String sender, long bytes) {
        Share share = new Share(sender);
        return share.grow(bytes) ? Optional.of(share) : Optional.empty();
    }

    /** What one body takes of it. */
    final class Share {

        private final String sender;
        private long bytes;
        private boolean left;

        private Share(String sender) {
            this.sender = sender;
        }

        /** Takes so many bytes more, if there is as much room. */
        boolean grow(long more) {
            synchronized (BodyRoom.this) {
                if (left) {
                    return false;
                }
                long ofSender = ofSenders.getOrDefault(sender, 0L) + more;
                if (held + more <= most && (ofSender <= mostOfOne || sender.isEmpty())) {
                    bytes += more;
                    held += more;
                    ofSenders.put(sender, ofSender);
                    return true;
                }
            }
            whenFull.run();
            return false;
        }

        /** Gives back all that it took; a second time does nothing. */
        void leave() {
            synchronized (BodyRoom.this) {
                if (!left) {
                    left = true;
                    held -= bytes;
                    ofSenders.computeIfPresent(sender, (name, ofSender) -> ofSender == bytes ? null : ofSender - bytes);
                }
            }
        }
    }
}
