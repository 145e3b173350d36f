import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor of every bridge that is a servlet: bodies go into a child's pipe as they are, lines come out of it to whoever
 * waits for their id. Nothing is checked, nobody is protected from anybody, and who sends waits for the child.
 */
@WebServlet("/*")
public final class PipeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final List<String> COMMAND = List.of(System.getProperty("pipe.command").split("\n"));
    private static final byte[] ID = "\"id\":".getBytes(StandardCharsets.US_ASCII);

    private final transient Map<String, Child> children = new ConcurrentHashMap<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String session = request.getHeader("Mcp-Session-Id");
        if (request.getMethod().equals("DELETE")) {
            children.remove(session).process.destroy();
            return;
        }
        if (session == null) {
            session = UUID.randomUUID().toString();
            children.put(session, new Child());
            response.setHeader("Mcp-Session-Id", session);
        }
        byte[] line = line(request);
        long id = id(line);
        Child child = children.get(session);
        if (id < 0) {
            child.write(line);
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } else {
            byte[] answer = child.call(id, line);
            response.setContentType("application/json");
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        }
    }

    private static byte[] line(HttpServletRequest request) throws IOException {
        byte[] line = new byte[request.getContentLength() + 1];
        request.getInputStream().readNBytes(line, 0, line.length - 1);
        line[line.length - 1] = '\n';
        return line;
    }

    /** The first number that follows a member's name; -1 without one. */
    private static long id(byte[] line) {
        for (int at = 0; at + ID.length < line.length; at++) {
            if (Arrays.equals(line, at, at + ID.length, ID, 0, ID.length)) {
                long id = 0;
                for (int i = at + ID.length; i < line.length && line[i] >= '0' && line[i] <= '9'; i++) {
                    id = id * 10 + line[i] - '0';
                }
                return id;
            }
        }
        return -1;
    }

    private static final class Call {

        private final Thread thread = Thread.currentThread();
        private volatile byte[] answer;
    }

    private static final class Child {

        private final Process process;
        private final OutputStream in;
        private final Map<Long, Call> calls = new ConcurrentHashMap<>();

        Child() throws IOException {
            process = new ProcessBuilder(COMMAND)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            in = process.getOutputStream();
            Thread.ofPlatform().daemon().start(this::read);
        }

        synchronized void write(byte[] line) throws IOException {
            in.write(line);
            in.flush();
        }

        byte[] call(long id, byte[] line) throws IOException {
            Call call = new Call();
            calls.put(id, call);
            write(line);
            while (call.answer == null) {
                LockSupport.park(this);
            }
            return call.answer;
        }

        private void read() {
            byte[] buffer = new byte[1 << 16];
            int to = 0;
            try (InputStream out = process.getInputStream()) {
                for (int count = out.read(buffer); count >= 0; count = out.read(buffer, to, buffer.length - to)) {
                    int from = 0;
                    for (int i = to; i < to + count; i++) {
                        if (buffer[i] == '\n') {
                            answer(Arrays.copyOfRange(buffer, from, i));
                            from = i + 1;
                        }
                    }
                    to += count - from;
                    System.arraycopy(buffer, from, buffer, 0, to);
                    buffer = to == buffer.length ? Arrays.copyOf(buffer, 2 * to) : buffer;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void answer(byte[] line) {
            Call call = calls.remove(id(line));
            if (call != null) {
                call.answer = line;
                LockSupport.unpark(call.thread);
            }
        }
    }
}
