package org.mcpgateway.auth.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/**
 * A request that asks for another protocol, which a server may pass over (RFC 9110 s7.8). Its body ends where its
 * {@code Content-Length} says: Payara gives what follows to whoever takes the other protocol, and lets who looks for
 * the end of the body wait for it.
 */
final class AnnouncedBody extends HttpServletRequestWrapper {

    private final long length;

    /** @param request without a {@code Transfer-Encoding}; without a {@code Content-Length} it has no body */
    AnnouncedBody(HttpServletRequest request) {
        super(request);
        this.length = Math.max(0, request.getContentLengthLong());
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Announced(super.getInputStream(), length);
    }

    private static final class Announced extends ServletInputStream {

        private final ServletInputStream body;
        private long left;

        Announced(ServletInputStream body, long length) {
            this.body = body;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = body.read(buffer, offset, (int) Math.min(most, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(body.available(), left);
        }

        @Override
        public boolean isFinished() {
            return left == 0;
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
