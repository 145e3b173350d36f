package org.mcpgateway.auth.tracing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.MonitoringSettings;

/** Spans of what JAX-RS does not serve, for which the server makes its own (MicroProfile Telemetry 1.1). */
@ApplicationScoped
public class Tracing {

    private static final System.Logger LOG = System.getLogger(Tracing.class.getName());

    /** Null while there is no tracing, so that a request costs nothing then. */
    private final @Nullable Spans spans;

    @Inject
    Tracing(MonitoringSettings settings, @Any Instance<Object> beans) {
        this.spans = settings.tracing() ? found(beans) : null;
    }

    /** Begins a span; null while there is no tracing. */
    public @Nullable ServerSpan begin(String name, HttpServletRequest request) {
        return spans == null ? null : spans.begin(name, request);
    }

    /** Says something about the request of this thread, if it has a span. */
    public void note(String attribute, String value) {
        if (spans != null) {
            spans.note(attribute, value);
        }
    }

    private static @Nullable Spans found(Instance<Object> beans) {
        try {
            return OpenTelemetrySpans.in(beans).orElseGet(Tracing::none);
        } catch (LinkageError e) {
            return none();
        }
    }

    private static @Nullable Spans none() {
        LOG.log(
                System.Logger.Level.WARNING,
                "event=tracing-unavailable reason=\"OTEL_SDK_DISABLED is false, but this server has no OpenTelemetry\"");
        return null;
    }
}
