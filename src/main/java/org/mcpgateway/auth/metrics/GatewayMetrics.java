package org.mcpgateway.auth.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The counters and histograms of this server. An endpoint is the first part of a path that this server has; everything
 * else is {@code other}.
 */
@ApplicationScoped
public class GatewayMetrics {

    private static final String OTHER = "other";
    private static final String HOME = "home";

    /** By the first part of the path. */
    private static final List<String> ENDPOINTS = List.of(
            "verify",
            "authorize",
            "callback",
            "token",
            "register",
            "revoke",
            "introspect",
            "jwks",
            "device_authorization",
            "device",
            "account",
            "admin",
            "local",
            "assets",
            ".well-known",
            "openapi.json",
            "success",
            "error",
            HOME,
            OTHER);

    private static final double[] SECONDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2, 10};
    private static final int STATUSES = 600;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter answers = Counter.builder()
            .name("mcp_auth_requests")
            .help("Requests by endpoint and the status of their answer.")
            .labelNames("endpoint", "status")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("mcp_auth_request_seconds")
            .help("From a request until its answer.")
            .labelNames("endpoint")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    private final Counter events = Counter.builder()
            .name("mcp_auth_events")
            .help("Audit events by what happened.")
            .labelNames("event")
            .register(registry);
    private final Counter shed = Counter.builder()
            .name("mcp_auth_shed")
            .help("Requests turned away because too many of their kind were being served.")
            .labelNames("lane")
            .register(registry);
    private final Map<String, Endpoint> endpoints = new HashMap<>();

    public GatewayMetrics() {
        for (String name : ENDPOINTS) {
            endpoints.put(name, new Endpoint(name, answers, seconds.labelValues(name)));
        }
    }

    /**
     * A request was answered.
     *
     * @param path below the context
     * @param nanos since it came
     */
    public void answered(String path, int status, long nanos) {
        Endpoint endpoint = endpoints.getOrDefault(firstPart(path), endpoints.get(OTHER));
        if (endpoint != null) {
            endpoint.answered(status, nanos);
        }
    }

    /** An audit event was recorded. */
    public void happened(String event) {
        events.labelValues(event).inc();
    }

    /** A request of this kind was turned away. */
    public void shed(String lane) {
        shed.labelValues(lane).inc();
    }

    /** Everything that was counted since this server started, as numbers that add up. */
    Totals totals() {
        Map<String, Long> counts = new HashMap<>();
        answers.collect()
                .getDataPoints()
                .forEach(point -> counts.merge(
                        Totals.answers(
                                point.getLabels().getValue(0), point.getLabels().getValue(1)),
                        (long) point.getValue(),
                        Long::sum));
        for (var point : seconds.collect().getDataPoints()) {
            var buckets = point.getClassicBuckets();
            for (int i = 0; i < buckets.size(); i++) {
                counts.put(
                        Totals.seconds(point.getLabels().getValue(0), buckets.getUpperBound(i)), buckets.getCount(i));
            }
        }
        events.collect()
                .getDataPoints()
                .forEach(point -> counts.put(Totals.event(point.getLabels().getValue(0)), (long) point.getValue()));
        return new Totals(counts);
    }

    /** The bounds of what is told about times, in seconds, shortest first; beyond the last is infinity. */
    public static List<Double> bounds() {
        return Arrays.stream(SECONDS).boxed().toList();
    }

    /** Everything, in the text format of Prometheus, version 0.0.4. */
    public byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 * 1024);
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private static String firstPart(String path) {
        if (path.length() <= 1) {
            return HOME;
        }
        int end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }

    /** Its series, so that no request has to look them up by their labels. */
    private static final class Endpoint {

        private final String name;
        private final Counter answers;
        private final DistributionDataPoint latency;
        private final AtomicReferenceArray<CounterDataPoint> byStatus = new AtomicReferenceArray<>(STATUSES);

        Endpoint(String name, Counter answers, DistributionDataPoint latency) {
            this.name = name;
            this.answers = answers;
            this.latency = latency;
        }

        void answered(int status, long nanos) {
            latency.observe(nanos / (double) TimeUnit.SECONDS.toNanos(1));
            int index = Math.clamp(status, 0, STATUSES - 1);
            CounterDataPoint counter = byStatus.get(index);
            if (counter == null) {
                counter = answers.labelValues(name, Integer.toString(index));
                byStatus.set(index, counter);
            }
            counter.inc();
        }
    }
}
