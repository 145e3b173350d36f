package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.jsonrpc.RequestMeta;
import org.mcpgateway.bridge.tracing.CallSpan;
import org.mcpgateway.bridge.tracing.TraceParent;

/**
 * Passes the trace context of HTTP requests, and their id, on to servers that ask for it, under the names that MCP
 * keeps for it in {@code params._meta} (MCP 2026-07-28, basic, {@code _meta}; W3C Trace Context, W3C Baggage). What the
 * client has put there itself is nearer to the call, and stays.
 */
@Dependent
public class TraceContext {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String REQUEST_ID = "org.mcpgateway/requestId";
    private static final List<String> OTHERS = List.of("tracestate", "baggage");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,8192}");

    /**
     * The message, with the trace context of its HTTP request if the service wants it and there is one.
     *
     * @param call its own span, which is then the server's parent
     */
    RawJson passedOn(Service service, RawJson message, HttpServletRequest request, CallSpan call) {
        boolean wanted = service.options().traceContext()
                && message.isObject()
                && message.member("method").isPresent()
                && message.member("id").isPresent()
                && message.path("params", "_meta", TraceParent.HEADER).isEmpty();
        if (!wanted) {
            return message;
        }
        Optional<String> parent = call.traceParent()
                .or(() -> Optional.ofNullable(request.getHeader(TraceParent.HEADER))
                        .filter(text -> TraceParent.traceId(text) != null));
        Optional<Object> id = Optional.ofNullable(request.getAttribute(RequestLines.ATTRIBUTE));
        if (parent.isEmpty() && id.isEmpty()) {
            return message;
        }
        JsonObjectBuilder members = JSON.createObjectBuilder();
        id.ifPresent(text -> members.add(REQUEST_ID, text.toString()));
        parent.ifPresent(text -> addContext(members.add(TraceParent.HEADER, text), request));
        String object = members.build().toString();
        return RawJson.parse(RequestMeta.with(
                message, object.substring(1, object.length() - 1).getBytes(StandardCharsets.UTF_8)));
    }

    private static void addContext(JsonObjectBuilder members, HttpServletRequest request) {
        OTHERS.forEach(name -> Optional.ofNullable(request.getHeader(name))
                .filter(text -> PRINTABLE.matcher(text).matches())
                .ifPresent(text -> members.add(name, text)));
    }
}
