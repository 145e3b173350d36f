package org.mcpgateway.bridge.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.redis.RedisKeys;

/** Spans of the server's OpenTelemetry, named by its semantic conventions for MCP; never of whom, nor with what. */
final class OpenTelemetrySpans implements Spans {

    private static final String SCOPE = "org.mcpgateway.bridge";
    private static final int FIRST_OF_SERVER_ERRORS = 500;
    private static final TextMapGetter<HttpServletRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    private OpenTelemetrySpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(SCOPE);
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /**
     * Those of the bean that MicroProfile Telemetry promises; empty when the server has the classes alone.
     *
     * @throws LinkageError when it has not even those
     */
    static Optional<Spans> in(Instance<Object> beans) {
        Instance<OpenTelemetry> telemetry = beans.select(OpenTelemetry.class);
        return telemetry.isResolvable() ? Optional.of(new OpenTelemetrySpans(telemetry.get())) : Optional.empty();
    }

    @Override
    public RequestSpan begin(String service, HttpServletRequest request) {
        Span span = tracer.spanBuilder(request.getMethod())
                .setParent(propagator.extract(Context.root(), request, HEADERS))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", request.getMethod())
                .setAttribute("url.path", request.getRequestURI())
                .setAttribute("server.address", request.getServerName())
                .setAttribute("gateway.service", service)
                .startSpan();
        String session = request.getHeader("Mcp-Session-Id");
        if (session != null) {
            span.setAttribute("mcp.session.id", RedisKeys.digest(session));
        }
        return new OfRequest(tracer, span);
    }

    private static void name(Span span, MessageNames names) {
        span.setAttribute("mcp.method.name", names.method());
        names.tool().ifPresent(tool -> {
            span.setAttribute("gen_ai.operation.name", "execute_tool");
            span.setAttribute("gen_ai.tool.name", tool);
        });
    }

    private static final class OfRequest implements RequestSpan {

        private final Tracer tracer;
        private final Span span;
        private @Nullable OfCall call;

        OfRequest(Tracer tracer, Span span) {
            this.tracer = tracer;
            this.span = span;
        }

        @Override
        public CallSpan about(RawJson message) {
            Optional<MessageNames> names = MessageNames.of(message);
            if (names.isEmpty()) {
                return CallSpan.NONE;
            }
            span.updateName(names.get().span());
            name(span, names.get());
            if (!names.get().call()) {
                return CallSpan.NONE;
            }
            OfCall begun = new OfCall(
                    tracer.spanBuilder(names.get().span())
                            .setParent(Context.root().with(span))
                            .setSpanKind(SpanKind.CLIENT)
                            .startSpan(),
                    span);
            name(begun.span, names.get());
            call = begun;
            return begun;
        }

        @Override
        public void end(int status) {
            OfCall begun = call;
            if (begun != null) {
                begun.leave();
            }
            span.setAttribute("http.response.status_code", (long) status);
            if (status >= FIRST_OF_SERVER_ERRORS) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute("error.type", Integer.toString(status));
            }
            span.end();
        }
    }

    private static final class OfCall implements CallSpan {

        private final Span span;
        private final Span request;
        private volatile boolean taken;

        OfCall(Span span, Span request) {
            this.span = span;
            this.request = request;
        }

        @Override
        public Optional<String> traceParent() {
            SpanContext context = span.getSpanContext();
            return context.isValid()
                    ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                            + context.getTraceFlags().asHex())
                    : Optional.empty();
        }

        @Override
        public void taken() {
            taken = true;
        }

        @Override
        public void told(byte[] message) {
            Failure.of(message).ifPresent(failure -> {
                mark(span, failure);
                mark(request, failure);
                span.end();
            });
        }

        void leave() {
            if (!taken) {
                span.end();
            }
        }

        private static void mark(Span span, Failure failure) {
            failure.code().ifPresent(code -> span.setAttribute("rpc.response.status_code", Long.toString(code)));
            failure.type().ifPresent(type -> {
                span.setAttribute("error.type", type);
                span.setStatus(StatusCode.ERROR);
            });
        }
    }
}
