package org.mcpgateway.bridge.tools;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.ListeningLink;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/**
 * A link that keeps tools to itself: those that are not allowed are left out of lists, and a call of one is answered
 * like that of a tool that does not exist, without a word to the server.
 */
public final class RestrictedLink extends ListeningLink {

    private final Restriction restriction;
    private final RefusedTools refusals;
    private boolean over;

    /**
     * What is kept from users of a service.
     *
     * @param service its name
     * @param rule the rule as it is now; asked for each message, so that a change holds from the next one on
     */
    public record Restriction(String service, Supplier<ToolRule> rule) {}

    private RestrictedLink(Restriction restriction, RefusedTools refusals, LinkListener listener) {
        super(listener);
        this.restriction = restriction;
        this.refusals = refusals;
    }

    /**
     * Opens a link and restricts it.
     *
     * @param listener hears what the server says
     * @param opener opens the link, with the given listener
     */
    public static McpServerLink open(
            Restriction restriction,
            RefusedTools refusals,
            LinkListener listener,
            Function<LinkListener, McpServerLink> opener) {
        RestrictedLink restricted = new RestrictedLink(restriction, refusals, listener);
        restricted.open(opener);
        return restricted;
    }

    @Override
    protected void pass(byte[] message, McpServerLink opened, BiConsumer<McpServerLink, byte[]> way) {
        ToolRule rule = restriction.rule().get();
        if (rule.allowsAll()) {
            way.accept(opened, message);
            return;
        }
        switch (JsonRpcMessage.parse(message)) {
            case JsonRpcMessage.Request request
            when isForbidden(rule, request.method(), request.json()) -> refuse(request);
            // Nobody waits for an answer, but a server might call the tool all the same.
            case JsonRpcMessage.Notification notification
            when isForbidden(rule, notification.method(), notification.json()) ->
                refusals.refused(
                        restriction.service(), tool(notification.json()).orElse(""));
            case JsonRpcMessage other -> way.accept(opened, message);
        }
    }

    @Override
    public void received(byte[] message) {
        ToolRule rule = restriction.rule().get();
        tell(rule.allowsAll() ? message : ToolLists.restricted(message, rule));
    }

    @Override
    public synchronized void closed(String reason) {
        over = true;
        tellEnd(reason);
    }

    /** What names no tool, or two, calls none that is allowed: a server might find another name in it. */
    private static boolean isForbidden(ToolRule rule, String method, RawJson json) {
        return method.strip().toLowerCase(Locale.ROOT).equals("tools/call")
                && tool(json).filter(rule::allows).isEmpty();
    }

    /** The name that every reader of the call finds in it. */
    private static Optional<String> tool(RawJson json) {
        return json.member("params")
                .flatMap(params -> params.soleMember("name"))
                .flatMap(RawJson::string);
    }

    private synchronized void refuse(JsonRpcMessage.Request request) {
        if (over) {
            throw new ServerUnavailableException("the MCP server has ended");
        }
        Optional<String> tool = tool(request.json());
        refusals.refused(restriction.service(), tool.orElse(""));
        String problem = tool.map(name -> "Unknown tool: " + name).orElse("params must have one name, that of a tool");
        tell(JsonRpcError.message(request.id(), JsonRpcError.INVALID_PARAMS, problem));
    }
}
