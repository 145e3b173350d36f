package org.mcpgateway.bridge.tracing;

import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * What a span may say of a message, which a client wrote: names that look like names, nothing else of it.
 *
 * @param method of MCP; {@code _OTHER} when it looks like none
 * @param tool of a {@code tools/call}
 * @param call whether an answer is owed
 */
record MessageNames(String method, Optional<String> tool, boolean call) {

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_$/.-]{1,64}");
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_./-]{1,128}");

    /** Empty for an answer, a batch, and what is no message. */
    static Optional<MessageNames> of(RawJson message) {
        Optional<RawJson> method =
                message.isObject() ? message.member("method").filter(RawJson::isString) : Optional.empty();
        return method.flatMap(RawJson::string).map(name -> named(name, message));
    }

    /** {@code tools/call} with its tool, or the method alone. */
    String span() {
        return tool.map(name -> method + " " + name).orElse(method);
    }

    private static MessageNames named(String method, RawJson message) {
        Optional<String> tool = method.equals("tools/call")
                ? message.path("params", "name")
                        .filter(RawJson::isString)
                        .flatMap(RawJson::string)
                        .filter(name -> TOOL.matcher(name).matches())
                : Optional.empty();
        boolean known = METHOD.matcher(method).matches();
        return new MessageNames(
                known ? method : "_OTHER", tool, message.member("id").isPresent());
    }
}
