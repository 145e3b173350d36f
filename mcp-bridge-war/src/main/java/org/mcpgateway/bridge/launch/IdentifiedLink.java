package org.mcpgateway.bridge.launch;

import jakarta.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.McpServerLink;

/**
 * Tells the server who is calling: each request carries {@code params._meta["org.mcpgateway/caller"]}. What a client
 * puts there itself comes first in the object, so that readers, which take the last of equal names, see the gateway's.
 */
final class IdentifiedLink implements McpServerLink {

    static final String NAME = "org.mcpgateway/caller";

    private final McpServerLink link;
    private final byte[] member;

    IdentifiedLink(McpServerLink link, Caller caller) {
        this.link = link;
        this.member = ("\"" + NAME + "\":"
                        + Json.createObjectBuilder()
                                .add("userId", caller.id())
                                .add("userName", caller.name())
                                .add("userEmail", caller.email())
                                .add("clientId", caller.clientId())
                                .build())
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void send(byte[] message) {
        link.send(
                JsonRpcMessage.parse(message) instanceof JsonRpcMessage.Request request
                        ? identified(request.json())
                        : message);
    }

    @Override
    public void close() {
        link.close();
    }

    private byte[] identified(RawJson message) {
        Optional<RawJson> params = message.member("params").filter(RawJson::isObject);
        Optional<RawJson> meta = params.flatMap(json -> json.member("_meta")).filter(RawJson::isObject);
        if (meta.isPresent()) {
            return message.splice(meta.get(), withMember(meta.get().bytes(), member));
        }
        byte[] wrapped = join("\"_meta\":{", member, "}");
        if (params.isPresent()) {
            return message.splice(params.get(), withMember(params.get().bytes(), wrapped));
        }
        return withMember(message.bytes(), join("\"params\":{", wrapped, "}"));
    }

    /** The object with the member added at its end. */
    private static byte[] withMember(byte[] object, byte[] added) {
        int close = object.length - 1;
        while (object[close] != '}') {
            close--;
        }
        int last = close - 1;
        while (Character.isWhitespace(object[last])) {
            last--;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(object.length + added.length + 1);
        joined.write(object, 0, close);
        if (object[last] != '{') {
            joined.write(',');
        }
        joined.writeBytes(added);
        joined.write('}');
        return joined.toByteArray();
    }

    private static byte[] join(String before, byte[] inner, String after) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        joined.writeBytes(inner);
        joined.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return joined.toByteArray();
    }
}
