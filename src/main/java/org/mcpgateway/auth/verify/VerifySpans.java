package org.mcpgateway.auth.verify;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.tracing.ServerSpan;
import org.mcpgateway.auth.tracing.Tracing;

/**
 * What a trace says of a question: what was asked for, of which service, and why it was refused. The names are those of
 * OpenTelemetry's semantic conventions, the gateway's own begin with {@code gateway}.
 */
@Dependent
class VerifySpans {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private final Tracing tracing;

    @Inject
    VerifySpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Begins a span; null while there is no tracing. */
    @Nullable ServerSpan begin(HttpServletRequest request, Optional<AskedAddress> asked) {
        ServerSpan span = tracing.begin("verify", request);
        if (span != null && asked.isPresent()) {
            describe(span, asked.get());
        }
        return span;
    }

    /** The service that the address belongs to. */
    void asked(Optional<ProtectedResource> resource) {
        if (resource.isPresent()) {
            tracing.note("gateway.service", resource.get().service());
        }
    }

    /**
     * The answer is no.
     *
     * @param reason as the client is told
     */
    void refused(String reason) {
        tracing.note("gateway.refusal", reason);
    }

    private static void describe(ServerSpan span, AskedAddress asked) {
        span.attribute("http.request.method", METHODS.contains(asked.method()) ? asked.method() : "_OTHER");
        span.attribute("url.scheme", asked.scheme());
        span.attribute("url.path", asked.path());
        span.attribute("server.address", host(asked.authority()));
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
    }
}
