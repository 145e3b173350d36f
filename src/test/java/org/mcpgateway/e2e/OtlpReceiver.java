package org.mcpgateway.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces (OTLP 1.0 over HTTP, protobuf) that keeps the spans of those traces that a test asks for. */
public final class OtlpReceiver {

    private static final String PATH = "/v1/traces";

    private final HttpServer server;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
        server.createContext(PATH, this::receive);
    }

    /** The one that the shared gateway sends to; it ends with this JVM. */
    public static OtlpReceiver shared() {
        return Shared.RECEIVER;
    }

    /** What makes a gateway send its spans here, soon. */
    public Map<String, String> environment() {
        return Map.of(
                "OTEL_SDK_DISABLED",
                "false",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "OTEL_BSP_SCHEDULE_DELAY",
                "200");
    }

    /** From now on the spans of this trace are kept. */
    public void keep(String traceId) {
        wanted.add(traceId);
    }

    /** The spans of a trace that have arrived. */
    public List<ReceivedSpan> spans(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            ReceivedSpan.all(exchange.getRequestBody().readAllBytes())
                    .filter(span -> wanted.contains(span.traceId()))
                    .forEach(spans::add);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static final class Shared {

        static final OtlpReceiver RECEIVER = start();

        private static OtlpReceiver start() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                OtlpReceiver receiver = new OtlpReceiver(server);
                server.start();
                return receiver;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
