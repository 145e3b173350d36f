package org.mcpgateway.bridge.server;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A link around another: what the server says goes by it, and on to its own listener one message at a time. */
public abstract class ListeningLink implements McpServerLink, LinkListener {

    private final LinkListener listener;
    private volatile @Nullable McpServerLink link;

    /** @param listener hears what this link lets through */
    protected ListeningLink(LinkListener listener) {
        this.listener = listener;
    }

    /**
     * Opens the link that this one is around.
     *
     * @param opener opens it, with this one as its listener, who may be told something before it is open
     */
    public final void open(Function<LinkListener, McpServerLink> opener) {
        link = opener.apply(this);
    }

    /**
     * The link that this one is around.
     *
     * @throws ServerUnavailableException while it is not open
     */
    protected final McpServerLink opened() {
        McpServerLink opened = link;
        if (opened == null) {
            throw new ServerUnavailableException("the MCP server has not started yet");
        }
        return opened;
    }

    @Override
    public final void send(byte[] message) {
        pass(message, opened(), McpServerLink::send);
    }

    @Override
    public final void call(byte[] request) {
        pass(request, opened(), McpServerLink::call);
    }

    /**
     * Passes a message on, or keeps it.
     *
     * @param opened the link that this one is around
     * @param way how it goes on there
     */
    protected abstract void pass(byte[] message, McpServerLink opened, BiConsumer<McpServerLink, byte[]> way);

    @Override
    public final void close() {
        McpServerLink opened = link;
        if (opened != null) {
            opened.close();
        }
    }

    /** Lets a message through. */
    protected final synchronized void tell(byte[] message) {
        listener.received(message);
    }

    /** Lets the end through. */
    protected final synchronized void tellEnd(String reason) {
        listener.closed(reason);
    }
}
