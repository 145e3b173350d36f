package org.mcpgateway.bridge.launch;

import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RequestMeta;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.McpServerLink;

/**
 * Tells the server who is calling: each request carries {@code params._meta["org.mcpgateway/caller"]}. What a client
 * puts there itself is taken out: some readers take the first of equal names, or names in any case.
 */
final class IdentifiedLink implements McpServerLink {

    private static final JsonProvider JSON = JsonProvider.provider();

    static final String NAME = "org.mcpgateway/caller";

    private final McpServerLink link;
    private final byte[] who;

    IdentifiedLink(McpServerLink link, Caller caller) {
        this.link = link;
        this.who = JSON.createObjectBuilder()
                .add("userId", caller.id())
                .add("userName", caller.name())
                .add("userEmail", caller.email())
                .add("clientId", caller.clientId())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void send(byte[] message) {
        link.send(identified(message));
    }

    @Override
    public void call(byte[] request) {
        link.call(identified(request));
    }

    @Override
    public void close() {
        link.close();
    }

    private byte[] identified(byte[] message) {
        return JsonRpcMessage.parse(message) instanceof JsonRpcMessage.Request request
                ? RequestMeta.withOnly(request.json(), NAME, who)
                : message;
    }
}
