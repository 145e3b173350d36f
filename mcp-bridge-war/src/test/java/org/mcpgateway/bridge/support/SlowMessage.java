package org.mcpgateway.bridge.support;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request whose head has been sent, and the beginning of its message. */
public final class SlowMessage implements AutoCloseable {

    /** A call. */
    public static final String CONTENT = RawClient.call(1, "say", "\"text\":\"slow\"");

    /** Where it is cut in two. */
    public static final int HALF = CONTENT.length() / 2;

    private static final int PATIENCE_SECONDS = 30;

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private final Socket socket;
    private final CompletableFuture<String> answer;

    /** A request to an endpoint of the service. */
    public SlowMessage(BridgeServer bridge, String endpoint, List<String> headers, String beginning)
            throws IOException {
        URI address = bridge.address();
        socket = new Socket(address.getHost(), address.getPort());
        send(head(bridge, endpoint, headers) + beginning);
        answer = CompletableFuture.supplyAsync(this::readAnswer, Thread::startVirtualThread);
    }

    /** The first half of a call in a session. */
    public static SlowMessage of(BridgeServer bridge, String user, String session) throws IOException {
        return of(bridge, user, session, "Content-Length: " + CONTENT.length(), CONTENT.substring(0, HALF));
    }

    /** Another message in a session: the header that tells its length, and its beginning. */
    public static SlowMessage of(BridgeServer bridge, String user, String session, String length, String beginning)
            throws IOException {
        List<String> headers = new ArrayList<>(inSession(user, session));
        headers.addAll(List.of("Connection: close", length));
        return new SlowMessage(bridge, "mcp", headers, beginning);
    }

    /** The headers of a message in a session. */
    public static List<String> inSession(String user, String session) {
        return List.of(
                "X-User-Id: " + user,
                "Mcp-Session-Id: " + session,
                "Accept: application/json, text/event-stream",
                "Content-Type: application/json");
    }

    /** The head of a request. */
    public static String head(BridgeServer bridge, String endpoint, List<String> headers) {
        return "POST /" + BridgeServer.SERVICE + "/" + endpoint + " HTTP/1.1\r\nHost: "
                + bridge.address().getAuthority() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** Sends more of it. */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the answer has come. */
    public boolean isAnswered() {
        return answer.isDone();
    }

    /** The whole answer, once it has come. */
    public String answer() {
        return answer.orTimeout(PATIENCE_SECONDS, SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Reads one answer; the connection of a message that did not come to its end may stay open. */
    public String readAnswer() {
        try {
            InputStream in = socket.getInputStream();
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                byte[] next = in.readNBytes(1);
                if (next.length == 0) {
                    return head;
                }
                head += new String(next, StandardCharsets.ISO_8859_1);
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes();
            return head + new String(body, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
