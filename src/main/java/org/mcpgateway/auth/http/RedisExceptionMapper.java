package org.mcpgateway.auth.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import org.mcpgateway.auth.oauth.OAuthException;
import org.redisson.client.RedisException;

/** Redis away: 503 with {@code Retry-After}, so that clients keep their tokens and come back. */
@Provider
@Dependent
public class RedisExceptionMapper implements ExceptionMapper<RedisException> {

    private static final System.Logger LOG = System.getLogger(RedisExceptionMapper.class.getName());

    private final RequestTrace trace;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public RedisExceptionMapper() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    RedisExceptionMapper(RequestTrace trace) {
        this.trace = trace;
    }

    @Override
    public Response toResponse(RedisException exception) {
        LOG.log(System.Logger.Level.WARNING, "event=redis-unavailable request=" + trace.id(), exception);
        return OAuthExceptionMapper.answer(
                OAuthException.unavailable("the server cannot reach its store at the moment", Duration.ofSeconds(2)));
    }
}
