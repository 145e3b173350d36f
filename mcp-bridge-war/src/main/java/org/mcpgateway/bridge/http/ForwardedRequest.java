package org.mcpgateway.bridge.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.replica.ForwardedCall;

/** A client's request as another replica handed it over: its method, headers and body instead of the carrier's. */
final class ForwardedRequest extends CarriedRequest {

    private final ForwardedCall call;

    ForwardedRequest(HttpServletRequest carrier, ForwardedCall call) {
        super(carrier, call.method(), call.headers());
        this.call = call;
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("content-type");
    }

    @Override
    public int getContentLength() {
        return call.body().length;
    }

    @Override
    public long getContentLengthLong() {
        return call.body().length;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Body(new ByteArrayInputStream(call.body()));
    }

    /** The body, all there. */
    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is read at once");
        }
    }
}
