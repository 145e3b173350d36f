package org.mcpgateway.auth.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** Whatever nobody foresaw: {@code server_error} with the request's id, everything else in the log only. */
@Provider
@Dependent
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(UnexpectedExceptionMapper.class.getName());

    private final RequestTrace trace;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public UnexpectedExceptionMapper() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    UnexpectedExceptionMapper(RequestTrace trace) {
        this.trace = trace;
    }

    @Override
    public Response toResponse(Throwable exception) {
        LOG.log(System.Logger.Level.ERROR, "event=unexpected request=" + trace.id(), exception);
        return OAuthExceptionMapper.answer(OAuthException.of(
                OAuthError.SERVER_ERROR, "an unexpected condition, known to the log as request " + trace.id()));
    }
}
