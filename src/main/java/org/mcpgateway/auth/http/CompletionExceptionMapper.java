package org.mcpgateway.auth.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.CompletionException;
import org.redisson.client.RedisException;

/**
 * What failed in a future is told as what it is: a batch fails like this where Redis has been away since the server
 * started.
 */
@Provider
@Dependent
public class CompletionExceptionMapper implements ExceptionMapper<CompletionException> {

    private final RedisExceptionMapper redis;
    private final UnexpectedExceptionMapper others;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public CompletionExceptionMapper() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    CompletionExceptionMapper(RedisExceptionMapper redis, UnexpectedExceptionMapper others) {
        this.redis = redis;
        this.others = others;
    }

    @Override
    public Response toResponse(CompletionException exception) {
        return exception.getCause() instanceof RedisException away
                ? redis.toResponse(away)
                : others.toResponse(exception);
    }
}
