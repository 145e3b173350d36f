package org.mcpgateway.cli.selftest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A request whose Host is not the host that it goes to: Java's own client sends none such. */
final class RawRequest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 1 << 20;

    private RawRequest() {}

    /**
     * Sends it and waits for the end of the answer, half a minute at most.
     *
     * @param host what is said in {@code Host}
     * @param headers further lines
     * @return the answer as far as it came, headers and body; empty when the connection is cut
     */
    static String get(URI address, String host, List<String> headers) {
        return get(address, host, headers, PATIENCE);
    }

    static String get(URI address, String host, List<String> headers, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Socket socket = connect(address, patience)) {
            StringBuilder request = new StringBuilder("GET ")
                    .append(address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(host)
                    .append("\r\nAccept: application/json, text/event-stream\r\nConnection: close\r\n");
            headers.forEach(line -> request.append(line).append("\r\n"));
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return answer(socket, deadline);
        } catch (IOException e) {
            return "";
        }
    }

    /** A stream of events may go on for ever, a word every few seconds. */
    private static String answer(Socket socket, long deadline) throws IOException {
        var answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int count = 0;
            while (count >= 0 && answer.size() < MOST) {
                answer.write(buffer, 0, count);
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                socket.setSoTimeout((int) left);
                count = socket.getInputStream().read(buffer);
            }
        } catch (SocketTimeoutException e) {
            // What came by then is the answer.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** Over https to whom the certificate names: only what is said inside is foreign. */
    private static Socket connect(URI address, Duration patience) throws IOException {
        boolean secure = address.getScheme().equals("https");
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        Socket socket = secure ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        int millis = (int) patience.toMillis();
        socket.setSoTimeout(millis);
        if (socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setServerNames(List.of(new SNIHostName(address.getHost())));
            tls.setSSLParameters(parameters);
        }
        socket.connect(new InetSocketAddress(host(address), port), millis);
        return socket;
    }

    /** Without the brackets of an IPv6 address. */
    private static String host(URI address) {
        return address.getHost().replaceAll("^\\[|]$", "");
    }
}
