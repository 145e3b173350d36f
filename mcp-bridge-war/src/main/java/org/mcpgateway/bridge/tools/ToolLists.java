package org.mcpgateway.bridge.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * Leaves tools out of results that list some; every other byte stays as it came. A result is known by its {@code tools}
 * and not by its request, so that none slips by however late or under whichever id it comes.
 */
final class ToolLists {

    private static final byte[] NAME = "\"tools\"".getBytes(StandardCharsets.US_ASCII);

    private ToolLists() {}

    /** The message without the tools that are not allowed, or the very same. */
    static byte[] restricted(byte[] message, ToolRule rule) {
        if (!mayList(message)) {
            return message;
        }
        try {
            return restricted(RawJson.parse(message), rule);
        } catch (MalformedJsonException e) {
            return message; // whoever is to understand it will say so
        }
    }

    /** Most results are long and list no tools: their name stands there as it is, or with a character escaped. */
    private static boolean mayList(byte[] message) {
        for (int i = 0; i + NAME.length <= message.length; i++) {
            boolean named = message[i] == '"' && Arrays.equals(message, i, i + NAME.length, NAME, 0, NAME.length);
            boolean escaped = message[i] == '\\' && message[i + 1] == 'u';
            if (named || escaped) {
                return true;
            }
        }
        return false;
    }

    /** Of one message, or of several in an array. */
    private static byte[] restricted(RawJson json, ToolRule rule) {
        if (json.isArray()) {
            return RawJson.array(json.elements().stream()
                    .map(message -> restricted(message, rule))
                    .toList());
        }
        Optional<RawJson> tools = json.path("result", "tools").filter(RawJson::isArray);
        if (tools.isEmpty()) {
            return json.bytes();
        }
        List<RawJson> all = tools.get().elements();
        List<byte[]> allowed = all.stream()
                .filter(tool -> tool.member("name")
                        .flatMap(RawJson::string)
                        .filter(rule::allows)
                        .isPresent())
                .map(RawJson::bytes)
                .toList();
        return allowed.size() == all.size() ? json.bytes() : json.splice(tools.get(), RawJson.array(allowed));
    }
}
