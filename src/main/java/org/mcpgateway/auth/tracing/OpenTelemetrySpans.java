package org.mcpgateway.auth.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spans of the server's OpenTelemetry. */
final class OpenTelemetrySpans implements Spans {

    private static final String SCOPE = "org.mcpgateway.auth";
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
    @SuppressWarnings("MustBeClosedChecker") // it is, with the span
    public ServerSpan begin(String name, HttpServletRequest request) {
        Span span = tracer.spanBuilder(name)
                .setParent(propagator.extract(Context.root(), request, HEADERS))
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return new Begun(span, span.makeCurrent());
    }

    @Override
    public void note(String attribute, String value) {
        Span.current().setAttribute(attribute, value);
    }

    private record Begun(Span span, Scope scope) implements ServerSpan {

        @Override
        public void attribute(String name, String value) {
            span.setAttribute(name, value);
        }

        @Override
        public void answered(int status) {
            span.setAttribute("http.response.status_code", (long) status);
            if (status >= FIRST_OF_SERVER_ERRORS) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute("error.type", Integer.toString(status));
            }
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
