package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.jsonrpc.RequestMeta;

/**
 * Passes the trace context of HTTP requests, and their id, on to servers that ask for it, under the names that MCP
 * keeps for it in {@code params._meta} (MCP 2026-07-28, basic, {@code _meta}; W3C Trace Context, W3C Baggage). What the
 * client has put there itself is nearer to the call, and stays.
 */
@ApplicationScoped
public class TraceContext {

    private static final String PARENT = "traceparent";
    private static final String REQUEST_ID = "org.mcpgateway/requestId";
    private static final List<String> OTHERS = List.of("tracestate", "baggage");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,8192}");

    /** The message, with the trace context of its HTTP request if the service wants it and there is one. */
    RawJson passedOn(Service service, RawJson message, HttpServletRequest request) {
        boolean wanted = service.options().traceContext()
                && message.isObject()
                && message.member("method").isPresent()
                && message.member("id").isPresent()
                && message.path("params", "_meta", PARENT).isEmpty();
        Optional<String> parent = Optional.ofNullable(request.getHeader(PARENT))
                .filter(text -> TRACE_PARENT.matcher(text).matches());
        Optional<Object> id = Optional.ofNullable(request.getAttribute(RequestLines.ATTRIBUTE));
        if (!wanted || (parent.isEmpty() && id.isEmpty())) {
            return message;
        }
        JsonObjectBuilder members = Json.createObjectBuilder();
        id.ifPresent(text -> members.add(REQUEST_ID, text.toString()));
        parent.ifPresent(text -> addContext(members.add(PARENT, text), request));
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
