package org.mcpgateway.auth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedactedSpansTest {

    private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
    private final Span span = provider.get("test").spanBuilder("GET callback").startSpan();

    @Test
    void addresses_end_before_their_query_and_everything_else_stays() {
        span.setAttribute("http.target", "/callback?code=secret");
        span.setAttribute("http.url", "https://auth.example.com/callback?code=secret&state=s");
        span.setAttribute("url.full", "https://auth.example.com/callback?code=secret");
        span.setAttribute("url.query", "code=secret");
        span.setAttribute("url.path", "/callback");
        span.setAttribute("http.status_code", 302);

        Attributes shown = shown().getAttributes();

        assertThat(shown.asMap().toString()).doesNotContain("secret");
        assertThat(shown.get(AttributeKey.stringKey("http.target"))).isEqualTo("/callback");
        assertThat(shown.get(AttributeKey.stringKey("http.url"))).isEqualTo("https://auth.example.com/callback");
        assertThat(shown.get(AttributeKey.stringKey("url.path"))).isEqualTo("/callback");
        assertThat(shown.get(AttributeKey.longKey("http.status_code"))).isEqualTo(302);
    }

    @Test
    void of_an_exception_its_type_stays() {
        span.recordException(new IllegalStateException("a secret"));
        span.setStatus(StatusCode.ERROR, "a secret");

        SpanData shown = shown();

        assertThat(shown.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(shown.getStatus().getDescription()).isEmpty();
        assertThat(shown.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getAttributes().asMap().toString()).doesNotContain("secret");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.type")))
                    .isEqualTo(IllegalStateException.class.getName());
        });
    }

    @Test
    void open_telemetry_finds_it() {
        assertThat(ServiceLoader.load(AutoConfigurationCustomizerProvider.class))
                .hasExactlyElementsOfTypes(RedactedSpans.class);
    }

    private SpanData shown() {
        return RedactedSpans.shown(((ReadableSpan) span).toSpanData());
    }
}
