package org.mcpgateway.cli.selftest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A request whose Host is not the host that it goes to: Java's own client sends none such. */
final class RawRequest {

    private static final int WAIT_MILLIS = 30_000;
    private static final int MOST = 1 << 20;

    private RawRequest() {}

    /**
     * Sends it and waits for the end of the answer.
     *
     * @param host what is said in {@code Host}
     * @param headers further lines
     * @return the answer as it came, headers and body; empty when the connection is cut
     */
    static String get(URI address, String host, List<String> headers) {
        try (Socket socket = connect(address)) {
            StringBuilder request = new StringBuilder("GET ")
                    .append(address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(host)
                    .append("\r\nAccept: application/json, text/event-stream\r\nConnection: close\r\n");
            headers.forEach(line -> request.append(line).append("\r\n"));
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Over https to whom the certificate names: only what is said inside is foreign. */
    private static Socket connect(URI address) throws IOException {
        boolean secure = address.getScheme().equals("https");
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        Socket socket = secure ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        socket.setSoTimeout(WAIT_MILLIS);
        if (socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setServerNames(List.of(new SNIHostName(address.getHost())));
            tls.setSSLParameters(parameters);
        }
        socket.connect(new InetSocketAddress(host(address), port), WAIT_MILLIS);
        return socket;
    }

    /** Without the brackets of an IPv6 address. */
    private static String host(URI address) {
        return address.getHost().replaceAll("^\\[|]$", "");
    }
}
