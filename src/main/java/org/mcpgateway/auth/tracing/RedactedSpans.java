package org.mcpgateway.auth.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/**
 * Keeps secrets out of the spans that the server makes of JAX-RS requests: queries of addresses, which hold
 * authorization codes at {@code /callback}, and what exceptions say, which may quote anything. Which exception it was
 * stays, the log has the rest. OpenTelemetry finds this by {@code META-INF/services}.
 */
public final class RedactedSpans implements AutoConfigurationCustomizerProvider {

    /** By today's names and those before semantic conventions 1.21. */
    private static final List<AttributeKey<String>> ADDRESSES = List.of(
            AttributeKey.stringKey("http.target"),
            AttributeKey.stringKey("http.url"),
            AttributeKey.stringKey("url.full"));

    private static final List<AttributeKey<String>> LEFT_OUT = List.of(
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("exception.message"),
            AttributeKey.stringKey("exception.stacktrace"));

    @Override
    public void customize(AutoConfigurationCustomizer customizer) {
        customizer.addSpanExporterCustomizer((exporter, config) -> new Exporter(exporter));
    }

    /** A span as it leaves this server. */
    static SpanData shown(SpanData span) {
        return new Shown(span);
    }

    private static Attributes shown(Attributes attributes) {
        var shown = attributes.toBuilder();
        LEFT_OUT.forEach(shown::remove);
        for (AttributeKey<String> key : ADDRESSES) {
            String address = attributes.get(key);
            if (address != null) {
                shown.put(key, beforeQuery(address));
            }
        }
        return shown.build();
    }

    private static String beforeQuery(String address) {
        int end = address.indexOf('?');
        return end < 0 ? address : address.substring(0, end);
    }

    private record Exporter(SpanExporter exporter) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return exporter.export(spans.stream().map(RedactedSpans::shown).toList());
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    private static final class Shown extends DelegatingSpanData {

        private final Attributes attributes;

        Shown(SpanData span) {
            super(span);
            this.attributes = shown(span.getAttributes());
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return super.getEvents().stream()
                    .map(event -> EventData.create(
                            event.getEpochNanos(),
                            event.getName(),
                            shown(event.getAttributes()),
                            event.getTotalAttributeCount()))
                    .toList();
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }
}
