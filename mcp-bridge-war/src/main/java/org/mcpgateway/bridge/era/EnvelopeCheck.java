package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Compares the headers of a request with its body and demands what every request must carry (Streamable HTTP, server
 * validation): proxies route by the headers, so what they saw must be what the server does.
 */
final class EnvelopeCheck {

    private EnvelopeCheck() {}

    /** @throws StatelessException -32602, -32020 or -32022, each with 400 */
    static void check(StatelessRequest request, Exchange exchange) throws StatelessException {
        if (request.isNotification()) {
            checkNotification(request, exchange);
            return;
        }
        checkVersion(request, exchange);
        if (!(request.meta().get(Revision.CLIENT_CAPABILITIES) instanceof JsonObject)) {
            throw StatelessException.invalidEnvelope("params._meta must have " + Revision.CLIENT_CAPABILITIES);
        }
        expect(exchange, "Mcp-Method", request.method());
        Optional<String> name = nameOf(request);
        if (name.isPresent()) {
            expect(exchange, "Mcp-Name", name.get());
        }
    }

    private static void checkVersion(StatelessRequest request, Exchange exchange) throws StatelessException {
        String claimed = request.protocolVersion()
                .orElseThrow(() ->
                        StatelessException.invalidEnvelope("params._meta must have " + Revision.PROTOCOL_VERSION));
        expect(exchange, "MCP-Protocol-Version", claimed);
        if (!claimed.equals(Revision.STATELESS)) {
            throw StatelessException.unsupportedVersion(claimed);
        }
    }

    /** A notification may leave the claim out; what it does say must agree. */
    private static void checkNotification(StatelessRequest notification, Exchange exchange) throws StatelessException {
        if (notification.protocolVersion().isPresent()) {
            checkVersion(notification, exchange);
        }
        if (exchange.header("Mcp-Method").isPresent()) {
            expect(exchange, "Mcp-Method", notification.method());
        }
    }

    private static Optional<String> nameOf(StatelessRequest request) {
        return NamedRequests.member(request.method()).flatMap(member -> Json.text(request.params(), member));
    }

    private static void expect(Exchange exchange, String header, String expected) throws StatelessException {
        String raw = exchange.header(header)
                .orElseThrow(() -> StatelessException.headerMismatch("The header " + header + " is missing"));
        String value = HeaderValue.decode(raw)
                .orElseThrow(() -> StatelessException.headerMismatch("The header " + header + " is malformed"));
        if (!value.equals(expected)) {
            throw StatelessException.headerMismatch("The header " + header + " differs from the body");
        }
    }
}
