package org.mcpgateway.e2e;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A span as it came over the wire (opentelemetry-proto, trace.proto).
 *
 * @param service whose it is
 * @param traceId 32 hexadecimal digits
 * @param id 16 hexadecimal digits
 * @param parent the same; empty for the root
 * @param name of the span
 * @param kind 2 is that of a server, 3 that of a client
 * @param attributes with the text of their values
 * @param wire the whole of it, byte by byte
 */
public record ReceivedSpan(
        String service,
        String traceId,
        String id,
        String parent,
        String name,
        long kind,
        Map<String, String> attributes,
        String wire) {

    static final long SERVER = 2;
    static final long CLIENT = 3;

    /** The spans of an {@code ExportTraceServiceRequest}. */
    static Stream<ReceivedSpan> all(byte[] request) {
        return new Protobuf(request).messages(1).flatMap(resource -> {
            String service = resource.messages(1)
                    .map(described -> attributes(described, 1).getOrDefault("service.name", ""))
                    .findFirst()
                    .orElse("");
            return resource.messages(2).flatMap(scope -> scope.messages(2)).map(span -> of(service, span));
        });
    }

    private static ReceivedSpan of(String service, Protobuf span) {
        return new ReceivedSpan(
                service,
                HexFormat.of().formatHex(span.bytes(1)),
                HexFormat.of().formatHex(span.bytes(2)),
                HexFormat.of().formatHex(span.bytes(4)),
                span.text(5),
                span.number(6),
                attributes(span, 9),
                span.wire());
    }

    private static Map<String, String> attributes(Protobuf message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        message.messages(field)
                .forEach(attribute ->
                        attribute.messages(2).forEach(value -> attributes.put(attribute.text(1), text(value))));
        return attributes;
    }

    private static String text(Protobuf value) {
        return value.has(1) ? value.text(1) : Long.toString(value.has(2) ? value.number(2) : value.number(3));
    }
}
