import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls one tool of an MCP server as fast as it answers, over Streamable HTTP or straight over stdio, and prints one line
 * of JSON: calls a second and latencies in milliseconds. One connection for each call in flight, no library: what is
 * measured should be the server.
 *
 * <p>{@code java McpLoad.java SESSIONS CALLS_AT_ONCE WARM_SECONDS SECONDS URL [HEADER…]} or
 * {@code … SECONDS stdio COMMAND…}. With {@code SECONDS} 0 it only opens the sessions, {@code WARM_SECONDS} apart,
 * and prints how long each took.
 *
 * <p>With it comes the CPU that a call took, in microseconds: of this program, of the process {@code -Dwatched=PID}, which is
 * the server, and of that one's children; without a server, of this program's own.
 */
public final class McpLoad {

    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"bench","version":"1"}}}""";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String CALL_HEAD = "{\"jsonrpc\":\"2.0\",\"id\":";
    private static final String CALL_TAIL =
            ",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"hello\"}}}";

    /** Where calls go; opened once, then called by several threads. */
    private interface Session extends AutoCloseable {

        /** One call to its answer. */
        void call(int caller, int id) throws Exception;

        @Override
        void close();
    }

    public static void main(String[] arguments) throws Exception {
        int sessions = Integer.parseInt(arguments[0]);
        int atOnce = Integer.parseInt(arguments[1]);
        double warm = Double.parseDouble(arguments[2]);
        double seconds = Double.parseDouble(arguments[3]);
        List<String> target = List.of(arguments).subList(4, arguments.length);
        List<Session> open = new ArrayList<>();
        double[] openings = new double[sessions];
        for (int i = 0; i < sessions; i++) {
            long begin = System.nanoTime();
            open.add(
                    target.get(0).equals("stdio")
                            ? new StdioSession(target.subList(1, target.size()))
                            : new HttpSession(URI.create(target.get(0)), target.subList(1, target.size()), atOnce));
            openings[i] = (System.nanoTime() - begin) / 1e6;
            if (seconds == 0) {
                Thread.sleep((long) (warm * 1000)); // the pace at which people come, which is what is measured
            }
        }
        if (seconds == 0) {
            System.out.println("{\"openings\": " + Arrays.toString(openings) + "}");
        } else {
            Cpu cpu = new Cpu();
            print(load(open, atOnce, warm, seconds, cpu), seconds, cpu);
        }
        open.forEach(Session::close);
        System.exit(0);
    }

    private static List<double[]> load(List<Session> open, int atOnce, double warm, double seconds, Cpu cpu) throws Exception {
        List<double[]> latencies = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        var failed = new AtomicBoolean();
        long begin = System.nanoTime() + (long) (warm * 1e9);
        long end = begin + (long) (seconds * 1e9);
        for (Session session : open) {
            for (int i = 0; i < atOnce; i++) {
                int caller = i;
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        double[] mine = calls(session, caller, begin, end);
                        synchronized (latencies) {
                            latencies.add(mine);
                        }
                    } catch (Exception e) {
                        failed.set(true);
                        System.err.println("bench: " + e);
                    }
                }));
            }
        }
        cpu.measure(begin, end);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failed.get()) {
            System.exit(1);
        }
        return latencies;
    }

    private static double[] calls(Session session, int caller, long begin, long end) throws Exception {
        double[] latencies = new double[1 << 12];
        int count = 0;
        int id = 1_000_000 + caller;
        for (long before = System.nanoTime(); before < end; ) {
            session.call(caller, id);
            long after = System.nanoTime();
            if (before >= begin && after <= end) {
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * count);
                }
                latencies[count++] = (after - before) / 1e6;
            }
            before = after;
            id = id + 64 > 9_999_999 ? 1_000_000 + caller : id + 64;
        }
        return Arrays.copyOf(latencies, count);
    }

    private static void print(List<double[]> parts, double seconds, Cpu cpu) {
        double[] all = parts.stream().flatMapToDouble(Arrays::stream).toArray();
        System.out.printf(
                Locale.ROOT,
                "{\"rate\": %.1f, \"p50\": %.4f, \"p99\": %.4f, \"max\": %.2f, \"cpu\": %s}%n",
                all.length / seconds,
                at(all, 0.5),
                at(all, 0.99),
                at(all, 1),
                Arrays.toString(cpu.of(all.length)));
    }

    private static double at(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }

    /** What the processor did for whom while calls counted. */
    private static final class Cpu {

        private final ProcessHandle self = ProcessHandle.current();
        private final Optional<ProcessHandle> server = Optional.ofNullable(Long.getLong("watched")).flatMap(ProcessHandle::of);
        private double[] used = new double[3];

        void measure(long begin, long end) throws InterruptedException {
            sleepUntil(begin);
            double[] before = soFar();
            sleepUntil(end);
            used = soFar();
            for (int i = 0; i < used.length; i++) {
                used[i] -= before[i];
            }
        }

        double[] of(int calls) {
            return Arrays.stream(used).map(micros -> Math.round(10 * micros / calls) / 10.0).toArray();
        }

        private double[] soFar() {
            return new double[] {
                micros(self),
                server.map(Cpu::micros).orElse(0.0),
                server.orElse(self).descendants().mapToDouble(Cpu::micros).sum()
            };
        }

        private static double micros(ProcessHandle process) {
            return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e3;
        }

        /** What is measured begins and ends at a time, and nothing else tells that it has come. */
        private static void sleepUntil(long time) throws InterruptedException {
            Thread.sleep(Duration.ofNanos(Math.max(0, time - System.nanoTime())));
        }
    }

    /** A session over Streamable HTTP. */
    private static final class HttpSession implements Session {

        private final List<Connection> connections = new ArrayList<>();
        private final byte[] end;

        HttpSession(URI url, List<String> headers, int atOnce) throws IOException {
            String head = "POST " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getHost() + ":" + url.getPort()
                    + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";
            for (String header : headers) {
                head += header + "\r\n";
            }
            var first = new Connection(url);
            String answered = first.exchange(request(head, INITIALIZE));
            int at = answered.toLowerCase(Locale.ROOT).indexOf("\nmcp-session-id:");
            if (at >= 0) {
                head += answered.substring(at + 1, answered.indexOf("\r\n", at + 1)) + "\r\n";
            }
            head += "MCP-Protocol-Version: 2025-06-18\r\n";
            first.exchange(request(head, INITIALIZED));
            first.close();
            for (int i = 0; i < atOnce; i++) {
                connections.add(new Connection(url).calling(request(head, CALL_HEAD + "0000000" + CALL_TAIL)));
            }
            end = request("DELETE" + head.substring("POST".length()), "");
        }

        @Override
        public void call(int caller, int id) throws IOException {
            connections.get(caller).call(id);
        }

        @Override
        public void close() {
            connections.get(0).tell(end);
            connections.forEach(Connection::close);
        }

        private static byte[] request(String head, String body) {
            return (head + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** A connection that stays, for one call at a time. */
    private static final class Connection {

        private static final byte[] RESULT = "\"result\"".getBytes(StandardCharsets.US_ASCII);

        private final URI url;
        private Socket socket;
        private InputStream in;
        private OutputStream out;
        private byte[] request;
        private int idAt;
        private byte[] body = new byte[1 << 16];
        private int length;
        private boolean closes;

        Connection(URI url) throws IOException {
            this.url = url;
            connect();
        }

        Connection calling(byte[] bytes) {
            request = bytes;
            idAt = new String(bytes, StandardCharsets.US_ASCII).indexOf("\"id\":") + 5;
            return this;
        }

        void call(int id) throws IOException {
            for (int i = 6, rest = id; i >= 0; i--, rest /= 10) {
                request[idAt + i] = (byte) ('0' + rest % 10);
            }
            String head = send(request);
            if (!head.startsWith("HTTP/1.1 200") || !holdsResult()) {
                throw new IOException(head + new String(body, 0, length, StandardCharsets.UTF_8));
            }
        }

        /** Whatever the answer, or none. */
        void tell(byte[] bytes) {
            try {
                send(bytes);
            } catch (IOException e) {
                System.err.println("bench: a session was not ended: " + e);
            }
        }

        String exchange(byte[] bytes) throws IOException {
            String head = send(bytes);
            if (!head.startsWith("HTTP/1.1 2")) {
                throw new IOException(head + new String(body, 0, length, StandardCharsets.UTF_8));
            }
            return head;
        }

        private String send(byte[] bytes) throws IOException {
            if (closes) {
                close();
                connect();
            }
            out.write(bytes);
            out.flush();
            return answer();
        }

        private String answer() throws IOException {
            String head = head();
            String lower = head.toLowerCase(Locale.ROOT);
            closes = lower.contains("\r\nconnection: close");
            length = 0;
            int at = lower.indexOf("\r\ncontent-length:");
            if (at >= 0) {
                read(Integer.parseInt(
                        lower.substring(at + 17, lower.indexOf("\r\n", at + 2)).strip()));
            } else if (lower.contains("\r\ntransfer-encoding: chunked")) {
                for (int size = chunk(); size > 0; size = chunk()) {
                    read(size);
                    skipLine();
                }
                skipLine();
            }
            return head;
        }

        private String head() throws IOException {
            var bytes = new ByteArrayOutputStream(256);
            int state = 0;
            while (state < 4) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("the connection ended");
                }
                bytes.write(octet);
                state = octet == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : octet == '\r' ? 1 : 0;
            }
            return bytes.toString(StandardCharsets.US_ASCII);
        }

        private int chunk() throws IOException {
            int size = 0;
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new IOException("the connection ended");
                }
                if (octet != '\r') {
                    size = size * 16 + Character.digit(octet, 16);
                }
            }
            return size;
        }

        private void skipLine() throws IOException {
            while (in.read() != '\n') {}
        }

        private void read(int count) throws IOException {
            if (length + count > body.length) {
                body = Arrays.copyOf(body, 2 * (length + count));
            }
            if (in.readNBytes(body, length, count) < count) {
                throw new IOException("the connection ended");
            }
            length += count;
        }

        private boolean holdsResult() {
            for (int i = 0; i + RESULT.length <= length; i++) {
                if (Arrays.equals(body, i, i + RESULT.length, RESULT, 0, RESULT.length)) {
                    return true;
                }
            }
            return false;
        }

        private void connect() throws IOException {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
            out = socket.getOutputStream();
            closes = false;
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A child, with no gateway in between. */
    private static final class StdioSession implements Session {

        private final Process process;
        private final OutputStream out;
        private final Semaphore[] answers = new Semaphore[64];

        StdioSession(List<String> command) throws Exception {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            out = process.getOutputStream();
            Arrays.setAll(answers, i -> new Semaphore(0));
            var ready = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> listen(ready));
            write(INITIALIZE);
            ready.await();
            write(INITIALIZED);
        }

        @Override
        public void call(int caller, int id) throws Exception {
            write(CALL_HEAD + id + CALL_TAIL);
            answers[caller].acquire();
        }

        private void write(String message) throws IOException {
            byte[] line = (message + "\n").getBytes(StandardCharsets.US_ASCII);
            synchronized (out) {
                out.write(line);
                out.flush();
            }
        }

        private void listen(CountDownLatch ready) {
            try (var in = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    int at = line.indexOf("\"id\":");
                    if (at < 0 || !line.contains("\"result\"")) {
                        continue;
                    }
                    int end = at + 5;
                    while (end < line.length() && Character.isDigit(line.charAt(end))) {
                        end++;
                    }
                    int id = Integer.parseInt(line.substring(at + 5, end));
                    if (id == 0) {
                        ready.countDown();
                    } else {
                        answers[(id - 1_000_000) % 64].release();
                    }
                }
            } catch (IOException e) {
                System.err.println("bench: " + e);
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
