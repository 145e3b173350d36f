package org.mcpgateway.auth.tracing;

/** The span of a request that is being answered by this thread. Never who asked, nor with what token. */
public interface ServerSpan extends AutoCloseable {

    /** Says something about the request. */
    void attribute(String name, String value);

    /** Says how it was answered; what failed here ({@code 5xx}) counts as an error. */
    void answered(int status);

    @Override
    void close();
}
