package org.mcpgateway.bridge.sharing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mcpgateway.bridge.server.LinkListener;

/** One session among those that share a server. */
final class Member {

    private final LinkListener session;
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private boolean closed;

    Member(LinkListener session) {
        this.session = session;
    }

    /** Addresses of the resources that it wants to hear of, as they stand in its requests. */
    Set<String> subscriptions() {
        return subscriptions;
    }

    /** Hands it a message, one at a time. */
    synchronized void hear(byte[] message) {
        if (!closed) {
            session.received(message);
        }
    }

    synchronized void close(String reason) {
        if (!closed) {
            closed = true;
            session.closed(reason);
        }
    }
}
