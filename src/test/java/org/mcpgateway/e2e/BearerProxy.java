package org.mcpgateway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts an access token into every request, for clients that have no option for one. Nothing else is changed but a
 * {@code Host} or {@code Origin} that names this proxy; answers pass byte by byte, as they come.
 */
final class BearerProxy implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");

    private final URI target;
    private final String accessToken;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param target the MCP address of a service behind sign-in */
    BearerProxy(URI target, String accessToken) throws IOException {
        this.target = target;
        this.accessToken = accessToken;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** The same service at this proxy's address. */
    URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + target.getPath());
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(target.getHost(), target.getPort())) {
            threads.execute(() -> answer(server, client));
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            while (true) {
                String head = head(in);
                out.write(withToken(head).getBytes(StandardCharsets.ISO_8859_1));
                Matcher length = LENGTH.matcher(head);
                out.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
                out.flush();
            }
        } catch (EOFException | SocketException gone) {
            Thread.currentThread().setName("gone");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void answer(Socket server, Socket client) {
        try (client) {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            Thread.currentThread().setName("gone");
        }
    }

    private String withToken(String head) {
        String here = "(?im)^(host: *|origin: *http://)(?:127\\.0\\.0\\.1|localhost):" + door.getLocalPort() + "$";
        String renamed = head.replaceAll(here, "$1" + target.getAuthority());
        return renamed.substring(0, renamed.length() - 2) + "Authorization: Bearer " + accessToken + "\r\n\r\n";
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            head.write(octet);
            if (octet == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }
}
