package org.mcpgateway.auth.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.mcpgateway.auth.oauth.OAuthException;

/** The one place that turns an {@link OAuthException} into an answer: JSON, never cached (RFC 6749 s5.2). */
@Provider
@Dependent
public class OAuthExceptionMapper implements ExceptionMapper<OAuthException> {

    private static final System.Logger LOG = System.getLogger(OAuthExceptionMapper.class.getName());

    private final RequestTrace trace;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public OAuthExceptionMapper() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    OAuthExceptionMapper(RequestTrace trace) {
        this.trace = trace;
    }

    @Override
    public Response toResponse(OAuthException exception) {
        exception
                .detail()
                .ifPresent(detail -> LOG.log(
                        System.Logger.Level.INFO,
                        "event=refused request={0} error={1} detail={2}",
                        trace.id(),
                        exception.error().code(),
                        detail));
        return answer(exception);
    }

    static Response answer(OAuthException exception) {
        var response = Response.status(exception.error().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(new ErrorResponse(exception.error().code(), exception.description()));
        exception.challenge().ifPresent(challenge -> response.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        exception
                .retryAfter()
                .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        return response.build();
    }
}
