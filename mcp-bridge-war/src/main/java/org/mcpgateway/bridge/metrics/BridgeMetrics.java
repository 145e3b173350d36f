package org.mcpgateway.bridge.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The counters and histograms of this bridge. Services come from the catalogue; a method that MCP does not know is
 * {@code other}.
 */
@ApplicationScoped
public class BridgeMetrics {

    private static final Set<String> METHODS = Set.of(
            "initialize",
            "ping",
            "server/discover",
            "subscriptions/listen",
            "tools/list",
            "tools/call",
            "prompts/list",
            "prompts/get",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "resources/subscribe",
            "resources/unsubscribe",
            "completion/complete",
            "logging/setLevel",
            "tasks/get",
            "tasks/list",
            "tasks/result",
            "tasks/update",
            "tasks/cancel",
            "elicitation/create",
            "sampling/createMessage",
            "roots/list");

    private static final double[] SECONDS = {0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram requests = Histogram.builder()
            .name("mcp_bridge_request_seconds")
            .help("From a request to a server until its answer.")
            .labelNames("service", "method", "outcome")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    private final Counter bytes = counter(
            "mcp_bridge_message_bytes",
            "Bytes of the messages to servers (in) and from them (out).",
            "service",
            "direction");
    private final Counter starts = counter("mcp_bridge_child_starts", "Child processes started.", "service");
    private final Counter crashes = counter(
            "mcp_bridge_child_crashes", "Child processes that ended unasked or could not be started.", "service");
    private final Counter refusals = counter(
            "mcp_bridge_refusals", "Servers not started because of a limit or after failures.", "service", "reason");
    private final Counter toolRefusals =
            counter("mcp_bridge_tool_refusals", "Calls of tools that the catalogue does not allow.", "service");
    private final Counter shed = counter(
            "mcp_bridge_shed", "Requests turned away because too many were under way: call, body or question.", "kind");
    private final Gauge children = gauge("mcp_bridge_children", "Child processes that run.", "service");
    private final Gauge spares = gauge("mcp_bridge_spares", "Child processes that wait to be used.", "service");
    private final Gauge links =
            gauge("mcp_bridge_links", "Servers in use, by what for: session or shared.", "service", "kind");

    /** Why a server was not started. */
    public enum Refusal {
        /** A limit of children is reached. */
        LIMIT,
        /** Earlier ones failed. */
        BACKOFF
    }

    /**
     * A request was answered, or will not be.
     *
     * @param nanos since it was sent
     * @param failed whether it was answered with an error, or not at all
     */
    public void answered(String service, String method, long nanos, boolean failed) {
        requests.labelValues(service, METHODS.contains(method) ? method : "other", failed ? "error" : "ok")
                .observe(nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /** A message went to a server. */
    public void sent(String service, int count) {
        bytes.labelValues(service, "in").inc(count);
    }

    /** A message came from a server. */
    public void received(String service, int count) {
        bytes.labelValues(service, "out").inc(count);
    }

    /** A child was started. */
    public void childStarted(String service) {
        starts.labelValues(service).inc();
        children.labelValues(service).inc();
    }

    /** A child is gone. */
    public void childEnded(String service) {
        children.labelValues(service).dec();
    }

    /** A child ended unasked, or could not be started. */
    public void childFailed(String service) {
        crashes.labelValues(service).inc();
    }

    /** A server was not started. */
    public void refused(String service, Refusal reason) {
        refusals.labelValues(service, reason == Refusal.LIMIT ? "limit" : "backoff")
                .inc();
    }

    /** A call of a tool that is not allowed was answered without the server. */
    public void toolRefused(String service) {
        toolRefusals.labelValues(service).inc();
    }

    /** A request was turned away because too many of its kind were under way. */
    public void shed(String kind) {
        shed.labelValues(kind).inc();
    }

    /** The number of spares of a service has changed. */
    public void spares(String service, int count) {
        spares.labelValues(service).set(count);
    }

    /** A server is in use, or no more. */
    public void inUse(String service, boolean shared, int difference) {
        links.labelValues(service, shared ? "shared" : "session").inc(difference);
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

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }
}
