package org.mcpgateway.bridge.sharing;

import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** A session's link to a server that it shares. */
final class SharingLink implements McpServerLink {

    private final Member member;
    private final Joining joining;
    private @Nullable UserServer server;
    private boolean closed;

    SharingLink(LinkListener session, Joining joining) {
        this.member = new Member(session);
        this.joining = joining;
    }

    /** Finds or starts the server for a client. */
    @FunctionalInterface
    interface Joining {
        /** The server, with the member in it. */
        UserServer join(String client, Member member);
    }

    @Override
    public void send(byte[] message) {
        JsonRpcMessage parsed = JsonRpcMessage.parse(message);
        server(parsed).send(member, parsed);
    }

    @Override
    public void close() {
        UserServer joined;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            joined = server;
        }
        if (joined != null) {
            joined.remove(member);
        }
        member.close("the session was closed");
    }

    private synchronized UserServer server(JsonRpcMessage first) {
        if (closed) {
            throw new ServerUnavailableException("the session was closed");
        }
        if (server == null) {
            try {
                server = joining.join(UserServers.client(first.json()), member);
            } catch (ServerUnavailableException e) {
                closed = true;
                member.close(String.valueOf(e.getMessage()));
                throw e;
            }
        }
        return server;
    }
}
