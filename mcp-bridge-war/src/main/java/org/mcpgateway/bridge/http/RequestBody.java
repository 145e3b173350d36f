package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Reads request bodies, none longer than one message may be. */
@Dependent
public class RequestBody {

    private static final int HEADERS = 64 * 1024;

    private final int limit;
    private final Principal principals;
    private final LateBodies late;

    @Inject
    public RequestBody(BridgeConfig.LimitSettings limits, Principal principals, LateBodies late) {
        this.limit = limits.messageBytes();
        this.principals = principals;
        this.late = late;
    }

    /**
     * The whole body.
     *
     * @throws RefusedBodyException when it is too long, or {@link LateBodies} refuses it
     */
    byte[] read(HttpServletRequest request) throws IOException, RefusedBodyException {
        return read(request, limit, principals.signedIn(request));
    }

    /**
     * What another replica hands over: a body with what belongs to it.
     *
     * @throws RefusedBodyException as {@link #read}
     */
    byte[] readForwarded(HttpServletRequest request) throws IOException, RefusedBodyException {
        return read(request, limit + HEADERS, "");
    }

    /** Of the announced length, since a buffer for more than nearly every message has would be made for each. */
    private byte[] read(HttpServletRequest request, int limit, String user) throws IOException, RefusedBodyException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLong();
        }
        ServletInputStream body = request.getInputStream();
        if (announced >= 0 && body.available() >= announced) {
            return body.readNBytes((int) announced);
        }
        byte[] bytes = late.read(body, announced < 0 ? limit + 1 : (int) announced, user);
        if (bytes.length > limit) {
            throw tooLong();
        }
        return bytes;
    }

    private static RefusedBodyException tooLong() {
        return new RefusedBodyException(413, "the message is too long");
    }
}
