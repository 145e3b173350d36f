import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * More than can be served, in an open loop: requests for tokens arrive at a rate, whatever has become of those before.
 * First it finds out how many the server gives in a second, then come half as many, three times as many, and half as many
 * again, each for so many seconds; fifty times a second somebody asks {@code /verify} meanwhile. Prints one line of JSON.
 *
 * <p>{@code java Rush ISSUER BASIC_CREDENTIALS RESOURCE_HOST_AND_PATH ACCESS_TOKEN WARM_SECONDS SECONDS}
 */
public final class Rush {

    private static final int CLIENTS = 32;
    private static final int QUESTIONS = 50;
    private static final int NO_ANSWER = 0;

    private final InetSocketAddress server;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    private Rush(URI issuer) {
        server = new InetSocketAddress(issuer.getHost(), issuer.getPort());
    }

    /** What came of a request, {@code at} and {@code took} in nanoseconds; taken from when it should have been sent. */
    private record Answer(long at, long took, int status, boolean saysWhen) {}

    private record Connection(Socket socket, InputStream in) {}

    public static void main(String[] arguments) throws Exception {
        URI issuer = URI.create(arguments[0]);
        String host = issuer.getAuthority();
        byte[] token = request("POST /token", host, "Authorization: Basic " + arguments[1]
                + "\r\nContent-Type: application/x-www-form-urlencoded", "grant_type=client_credentials");
        int slash = arguments[2].indexOf('/');
        byte[] question = request("GET /verify", host, "Authorization: Bearer " + arguments[3]
                + "\r\nX-Forwarded-Method: POST\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: "
                + arguments[2].substring(0, slash) + "\r\nX-Forwarded-Uri: " + arguments[2].substring(slash), "");
        double seconds = Double.parseDouble(arguments[5]);
        var rush = new Rush(issuer);
        rush.closed(token, Double.parseDouble(arguments[4]));
        double capacity = rush.closed(token, seconds);
        List<String> phases = new ArrayList<>();
        phases.add(String.format(Locale.ROOT, "\"capacity\": %.0f", capacity));
        Answers before = rush.phase(token, question, capacity / 2, seconds);
        Answers during = rush.phase(token, question, capacity * 3, seconds);
        Answers after = rush.phase(token, question, capacity / 2, seconds);
        phases.add("\"before\": " + before.json(seconds));
        phases.add("\"during\": " + during.json(seconds));
        phases.add("\"after\": " + after.json(seconds));
        phases.add(String.format(Locale.ROOT, "\"recovered\": %.2f", after.lastUnlike(before)));
        System.out.println("{" + String.join(", ", phases) + "}");
        System.exit(0);
    }

    private static byte[] request(String line, String host, String headers, String body) {
        return (line + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** So many clients that each wait for their answer; answers of 200 in a second. */
    private double closed(byte[] request, double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        var given = new AtomicLong();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> {
                    while (System.nanoTime() < end) {
                        if (send(request, System.nanoTime()).status() == 200) {
                            given.incrementAndGet();
                        }
                    }
                });
            }
        }
        return given.get() / seconds;
    }

    private Answers phase(byte[] token, byte[] question, double rate, double seconds) throws Exception {
        long begin = System.nanoTime();
        var answers = new Answers(begin);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread asking = Thread.ofPlatform().start(
                    () -> open(clients, question, QUESTIONS, begin, seconds, answers.questions));
            open(clients, token, rate, begin, seconds, answers.tokens);
            asking.join();
        }
        return answers;
    }

    private void open(
            ExecutorService clients, byte[] request, double rate, long begin, double seconds, ConcurrentLinkedQueue<Answer> answers) {
        long count = (long) (rate * seconds);
        for (long i = 0; i < count; i++) {
            long due = begin + (long) (i / rate * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            clients.submit(() -> answers.add(send(request, due)));
        }
    }

    private Answer send(byte[] request, long due) {
        Connection connection = null;
        int status = NO_ANSWER;
        boolean saysWhen = false;
        try {
            connection = idle.poll();
            if (connection == null) {
                var socket = new Socket();
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(30_000);
                socket.connect(server, 30_000);
                connection = new Connection(socket, new BufferedInputStream(socket.getInputStream()));
            }
            connection.socket().getOutputStream().write(request);
            List<String> head = Wire.head(connection.in());
            Wire.body(connection.in(), head);
            status = Integer.parseInt(head.getFirst().substring(9, 12));
            saysWhen = head.stream().anyMatch(line -> line.regionMatches(true, 0, "Retry-After:", 0, 12));
            if (head.stream().noneMatch(line -> line.equalsIgnoreCase("Connection: close"))) {
                idle.push(connection);
                connection = null;
            }
        } catch (IOException lost) {
            status = NO_ANSWER;
        }
        close(connection);
        return new Answer(due, System.nanoTime() - due, status, saysWhen);
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.socket().close();
            }
        } catch (IOException gone) {
            // It is closed, which is all that was wanted.
        }
    }

    /** Of one phase. */
    private static final class Answers {

        final ConcurrentLinkedQueue<Answer> tokens = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Answer> questions = new ConcurrentLinkedQueue<>();
        private final long begin;

        Answers(long begin) {
            this.begin = begin;
        }

        String json(double seconds) {
            Map<String, Long> statuses = new TreeMap<>();
            tokens.forEach(answer -> statuses.merge("\"" + answer.status() + "\"", 1L, Long::sum));
            Map<String, Long> verdicts = new TreeMap<>();
            questions.forEach(answer -> verdicts.merge("\"" + answer.status() + "\"", 1L, Long::sum));
            long silent = tokens.stream().filter(answer -> answer.status() != 200 && !answer.saysWhen()).count();
            return String.format(
                    Locale.ROOT,
                    "{\"offered\": %.0f, \"statuses\": %s, \"without_retry_after\": %d, \"given\": %s, \"refused\": %s,"
                            + " \"verdicts\": %s, \"verify\": %s}",
                    tokens.size() / seconds,
                    statuses.toString().replace('=', ':'),
                    silent,
                    percentiles(tokens, true),
                    percentiles(tokens, false),
                    verdicts.toString().replace('=', ':'),
                    percentiles(questions, true));
        }

        /** Seconds from the beginning until the last request came that was refused or took five times as long as usual before. */
        double lastUnlike(Answers before) {
            double usual = Math.max(millis(before.tokens, true)[0], 1);
            return tokens.stream()
                    .filter(answer -> answer.status() != 200 || answer.took() / 1e6 > Math.max(usual * 5, 50))
                    .mapToDouble(answer -> (answer.at() - begin) / 1e9)
                    .max()
                    .orElse(0);
        }

        private static String percentiles(ConcurrentLinkedQueue<Answer> answers, boolean good) {
            double[] millis = millis(answers, good);
            return String.format(Locale.ROOT, "[%.1f, %.1f, %.1f]", millis[0], millis[1], millis[2]);
        }

        /** Median, 99th percentile and longest of those that were given, or of those that were refused. */
        private static double[] millis(ConcurrentLinkedQueue<Answer> answers, boolean good) {
            double[] sorted = answers.stream()
                    .filter(answer -> (answer.status() == 200) == good)
                    .mapToDouble(answer -> answer.took() / 1e6)
                    .toArray();
            Arrays.sort(sorted);
            return sorted.length == 0
                    ? new double[3]
                    : new double[] {sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]};
        }
    }
}
