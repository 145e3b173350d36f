package org.mcpgateway.bridge.tracing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.MonitoringSettings;

/** Spans of messages for MCP servers, of which the server that we run on knows nothing. */
@ApplicationScoped
public class Tracing {

    private static final System.Logger LOG = System.getLogger(Tracing.class.getName());

    /** Null while there is no tracing, so that a request costs nothing then. */
    private final @Nullable Spans spans;

    @Inject
    public Tracing(MonitoringSettings settings, @Any Instance<Object> beans) {
        this.spans = settings.tracing() ? found(beans) : null;
    }

    /**
     * Begins a span; null while there is no tracing.
     *
     * @param service its name in the catalogue
     */
    public @Nullable RequestSpan begin(String service, HttpServletRequest request) {
        return spans == null ? null : spans.begin(service, request);
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
