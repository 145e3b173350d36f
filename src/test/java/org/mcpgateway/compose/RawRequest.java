package org.mcpgateway.compose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A request as no client library would send it: any path, any header in any spelling, over a TLS connection to the
 * host.
 *
 * @param host label below the domain
 * @param headers each as one line
 */
record RawRequest(String method, String host, String path, List<String> headers, String body) {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST = 200_000;

    /**
     * What came back.
     *
     * @param head status line and headers, lower case
     */
    record Answer(int status, String head, String body) {

        /** How what {@code /verify} refuses begins; its answers have no header of their own. */
        private static final List<String> OF_VERIFY = List.of(
                ":\"an access token is required",
                ":\"the access token ",
                ":\"no service of this gateway has this address");

        /** Which part of the deployment wrote this answer. */
        String author() {
            if (body.contains("\"jsonrpc\"")) {
                return "bridge";
            }
            if (head.contains("\nx-request-id: ")) {
                return OF_VERIFY.stream().anyMatch(body::contains) ? "verify" : "auth";
            }
            return "traefik";
        }

        /** The value of a header; empty when it is missing. */
        String header(String name) {
            String start = "\n" + name.toLowerCase(Locale.ROOT) + ": ";
            int from = head.indexOf(start);
            return from < 0
                    ? ""
                    : head.substring(from + start.length(), head.indexOf('\n', from + 1))
                            .strip();
        }
    }

    /** Connects under a name that has a certificate, and asks for whatever host there is. */
    Answer send() throws IOException {
        try (SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", 443)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("auth." + Deployment.DOMAIN)));
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            Thread.startVirtualThread(() -> write(socket));
            return answer(socket.getInputStream());
        }
    }

    /** Whoever refuses a body that is too long does not read it to its end. */
    private void write(SSLSocket socket) {
        try {
            socket.getOutputStream().write(text().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            System.getLogger(RawRequest.class.getName()).log(System.Logger.Level.DEBUG, "the answer came before", e);
        }
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + path + " HTTP/1.1");
        lines.add("Host: " + host + "." + Deployment.DOMAIN);
        lines.add("Connection: close");
        lines.add("Content-Length: " + body.length());
        lines.addAll(headers);
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    private static Answer answer(InputStream in) throws IOException {
        String text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8).replace("\r\n", "\n");
        int end = text.indexOf("\n\n");
        String head = text.substring(0, end + 1);
        return new Answer(Integer.parseInt(head.split(" ", 3)[1]), lowerNames(head), text.substring(end + 2));
    }

    private static String lowerNames(String head) {
        StringBuilder lowered = new StringBuilder();
        for (String line : head.split("\n")) {
            int colon = line.indexOf(": ");
            lowered.append(colon < 0 ? line : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon))
                    .append('\n');
        }
        return lowered.toString();
    }
}
