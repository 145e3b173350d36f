package org.mcpgateway.auth.http;

import java.io.IOException;
import java.io.InputStream;
import org.mcpgateway.auth.oauth.OAuthException;

/** Reads request bodies, none of them longer than {@value #LIMIT} bytes unless its endpoint says so. */
public final class BoundedBody {

    /** The longest body of most endpoints, in bytes. */
    public static final int LIMIT = 64 * 1024;

    private BoundedBody() {}

    /**
     * The whole body.
     *
     * @throws OAuthException invalid_request when it is longer than the limit
     */
    public static byte[] read(InputStream body) throws IOException {
        return read(body, LIMIT);
    }

    /**
     * The whole body, where it may have another length.
     *
     * @param limit in bytes
     * @throws OAuthException invalid_request when it is longer
     */
    public static byte[] read(InputStream body, int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw OAuthException.invalidRequest("the request body is longer than " + limit / 1024 + " KiB");
        }
        return bytes;
    }
}
