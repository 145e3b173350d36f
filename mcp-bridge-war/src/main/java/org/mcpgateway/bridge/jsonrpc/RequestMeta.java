package org.mcpgateway.bridge.jsonrpc;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Adds to {@code params._meta} of a request, leaving every other byte as it came. */
public final class RequestMeta {

    private static final JsonProvider JSON = JsonProvider.provider();

    private RequestMeta() {}

    /**
     * The request with a member in its {@code _meta} that is the only one of its name, in whatever case.
     *
     * @param message a request
     * @param value JSON
     */
    public static byte[] withOnly(RawJson message, String name, byte[] value) {
        Optional<RawJson> meta = message.path("params", "_meta").filter(RawJson::isObject);
        byte[] member = join("\"" + name + "\":", value, "");
        boolean isTaken = meta.map(object -> object.members(name))
                .filter(found -> found.isAmbiguous() || found.values()[0] != null)
                .isPresent();
        return isTaken
                ? with(RawJson.parse(message.splice(meta.get(), without(meta.get(), name))), member)
                : with(message, member);
    }

    /** Made anew, which a client that says what only the gateway may say has to pay for. */
    private static byte[] without(RawJson object, String name) {
        JsonObjectBuilder others = JSON.createObjectBuilder();
        object.asObject().forEach((key, value) -> {
            if (!key.equalsIgnoreCase(name)) {
                others.add(key, value);
            }
        });
        return others.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The request with members added at the end of its {@code _meta}, so that readers, which take the last of equal
     * names, see these.
     *
     * @param message a request
     * @param members JSON members, without braces
     */
    public static byte[] with(RawJson message, byte[] members) {
        Optional<RawJson> params = message.member("params").filter(RawJson::isObject);
        Optional<RawJson> meta = params.flatMap(json -> json.member("_meta")).filter(RawJson::isObject);
        if (meta.isPresent()) {
            return message.splice(meta.get(), appended(meta.get().bytes(), members));
        }
        byte[] wrapped = join("\"_meta\":{", members, "}");
        if (params.isPresent()) {
            return message.splice(params.get(), appended(params.get().bytes(), wrapped));
        }
        return appended(message.bytes(), join("\"params\":{", wrapped, "}"));
    }

    private static byte[] appended(byte[] object, byte[] added) {
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
