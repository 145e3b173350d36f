package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.tracing.CallSpan;
import org.mcpgateway.bridge.tracing.RequestSpan;
import org.mcpgateway.bridge.tracing.Tracing;

/** The spans of a request, from its arrival until its answer is complete, which may be after the servlet returns. */
@Dependent
public class MessageSpans {

    private static final String REQUEST = RequestSpan.class.getName();
    private static final String CALL = CallSpan.class.getName();

    private final Tracing tracing;

    @Inject
    public MessageSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Serves a request for a service within a span. */
    void during(Service service, HttpServletRequest request, HttpServletResponse response, RequestLines.Serving serving)
            throws IOException {
        RequestSpan span = tracing.begin(service.name(), request);
        if (span == null) {
            serving.run();
            return;
        }
        request.setAttribute(REQUEST, span);
        try {
            serving.run();
        } finally {
            AnswerEnd.of(request, response, span::end);
        }
    }

    /** Says what the request holds, and begins the span of its call. */
    static CallSpan begin(HttpServletRequest request, RawJson message) {
        if (request.getAttribute(REQUEST) instanceof RequestSpan span) {
            CallSpan call = span.about(message);
            request.setAttribute(CALL, call);
            return call;
        }
        return CallSpan.NONE;
    }

    /** The span of the request's call. */
    static CallSpan call(HttpServletRequest request) {
        return request.getAttribute(CALL) instanceof CallSpan call ? call : CallSpan.NONE;
    }
}
