package org.mcpgateway.auth.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** The endpoints that have answered something, the busiest first. */
    public List<EndpointFigures> figures() {
        return seconds.collect().getDataPoints().stream()
                .flatMap(latency -> Stream.ofNullable(
                                endpoints.get(latency.getLabels().getValue(0)))
                        .map(endpoint -> endpoint.figures(latency)))
                .filter(figures -> figures.answers() > 0)
                .sorted(Comparator.comparingLong(EndpointFigures::answers).reversed())
                .toList();
    }

    /** How often an audit event was recorded by this server since it started. */
    public long count(String event) {
        return (long) events.labelValues(event).get();
    }

    /** The bound below which this share of the answers lies. */
    private static double bound(HistogramSnapshot.HistogramDataPointSnapshot latency, double share) {
        var buckets = latency.getClassicBuckets();
        long below = 0;
        for (int i = 0; i < buckets.size(); i++) {
            below += buckets.getCount(i);
            if (below >= share * latency.getCount()) {
                return buckets.getUpperBound(i);
            }
        }
        return Double.POSITIVE_INFINITY;
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

        EndpointFigures figures(HistogramSnapshot.HistogramDataPointSnapshot latency) {
            return new EndpointFigures(
                    name,
                    sum(0, STATUSES),
                    sum(400, 500),
                    sum(500, STATUSES),
                    bound(latency, 0.5),
                    bound(latency, 0.95));
        }

        private long sum(int lowest, int beyond) {
            return IntStream.range(lowest, beyond)
                    .mapToObj(byStatus::get)
                    .filter(Objects::nonNull)
                    .mapToLong(counter -> (long) counter.get())
                    .sum();
        }
    }
}
