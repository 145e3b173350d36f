package org.mcpgateway.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 without an opinion: sends any bytes, reads what comes back. Keeps its connection as long as the server does.
 */
final class RawConnection implements AutoCloseable {

    private final URI server;
    private final int patience;
    private boolean isEndless;
    private Socket socket;
    private InputStream in;

    /** @param patience how long an answer may take */
    RawConnection(URI server, Duration patience) {
        this.server = server;
        this.patience = Math.toIntExact(patience.toMillis());
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param head whether it is one whose answer has no body
     * @throws java.net.SocketTimeoutException when no answer came in time
     * @throws EOFException when the server hung up without an answer
     */
    RawAnswer exchange(byte[] request, boolean head) throws IOException {
        isEndless = request.length > 3 && request[0] == 'G'; // a stream that was asked for by GET has no end
        if (socket != null) {
            try {
                return attempt(request, head);
            } catch (EOFException | SocketException kept) {
                close(); // the server may end a kept connection at any time
            }
        }
        open();
        return attempt(request, head);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(patience);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), patience);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    private RawAnswer attempt(byte[] request, boolean head) throws IOException {
        SocketException refused = null;
        try {
            socket.getOutputStream().write(request);
        } catch (SocketException early) {
            refused = early; // the answer to a request that is too long may come before its end
        }
        try {
            RawAnswer answer = read(head);
            if (refused != null
                    || answer.header("connection")
                            .filter("close"::equalsIgnoreCase)
                            .isPresent()) {
                close();
            }
            return answer;
        } catch (EOFException e) {
            throw refused == null ? e : refused;
        }
    }

    private RawAnswer read(boolean head) throws IOException {
        String statusLine = line();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(Map.entry(
                    line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        var answer = new RawAnswer(status, headers, new byte[0]);
        if (status / 100 == 1) {
            return read(head);
        }
        if (head || status == 204 || status == 304) {
            return answer;
        }
        if (answer.mediaType().equals("text/event-stream") && isEndless) {
            close();
            return answer;
        }
        return new RawAnswer(status, headers, body(answer));
    }

    private byte[] body(RawAnswer answer) throws IOException {
        if (answer.header("transfer-encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent()) {
            boolean events = answer.mediaType().equals("text/event-stream");
            return chunks(events ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience) : Long.MAX_VALUE);
        }
        if (answer.header("content-length").isPresent()) {
            int length = Integer.parseInt(answer.header("content-length").get());
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("the body ended early");
            }
            return body;
        }
        byte[] rest = in.readAllBytes();
        close();
        return rest;
    }

    /**
     * A stream that stays open longer than an answer may take is left: its server may take as long over a call as it
     * likes, and signs of life come meanwhile.
     */
    private byte[] chunks(long until) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            if (until < Long.MAX_VALUE && System.nanoTime() > until) {
                close();
                return body.toByteArray();
            }
            int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
            body.write(in.readNBytes(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server hung up");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
