package org.mcpgateway.auth.http;

import java.io.IOException;
import java.io.InputStream;
import org.mcpgateway.auth.oauth.OAuthException;

/** Reads request bodies, none of them longer than {@value #LIMIT} bytes. */
public final class BoundedBody {

    /** The longest body of any endpoint, in bytes. */
    public static final int LIMIT = 64 * 1024;

    private BoundedBody() {}

    /**
     * The whole body.
     *
     * @throws OAuthException invalid_request when it is longer than the limit
     */
    public static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw OAuthException.invalidRequest("the request body is longer than 64 KiB");
        }
        return bytes;
    }
}
