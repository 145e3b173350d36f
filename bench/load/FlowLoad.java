import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole sign-ins, one after the other on each thread: a client registers, a person in a browser of their own allows it and
 * signs in by name, the client takes its tokens. Prints one line of JSON: flows a second, and milliseconds of one.
 *
 * <p>{@code java FlowLoad.java ISSUER RESOURCE THREADS WARM_SECONDS SECONDS}
 */
public final class FlowLoad {

    private static final String REDIRECT = "http://127.0.0.1:1/callback";
    private static final String VERIFIER = "v".repeat(64);
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern FIELD = Pattern.compile("<input [^>]*?name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern BUTTON =
            Pattern.compile("<button class=\"primary\" type=\"submit\" name=\"decision\" value=\"([^\"]*)\"");

    private static final Pattern ID = Pattern.compile("\"client_id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final AtomicInteger flows = new AtomicInteger();
    private final URI issuer;
    private final String resource;
    private final String challenge;

    private FlowLoad(URI issuer, String resource) throws Exception {
        this.issuer = issuer;
        this.resource = resource;
        this.challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    }

    public static void main(String[] arguments) throws Exception {
        var flows = new FlowLoad(URI.create(arguments[0]), arguments[1]);
        double seconds = Double.parseDouble(arguments[4]);
        double[] took = flows.run(Integer.parseInt(arguments[2]), Double.parseDouble(arguments[3]), seconds);
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "{\"flows\": %d, \"rate\": %.1f, \"p50\": %.2f}%n",
                took.length,
                took.length / seconds,
                took[took.length / 2]);
        System.exit(0);
    }

    private double[] run(int threads, double warm, double seconds) throws Exception {
        List<Double> all = new ArrayList<>();
        var failure = new AtomicReference<Exception>();
        long begin = System.nanoTime() + (long) (warm * 1e9);
        long end = begin + (long) (seconds * 1e9);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().start(() -> {
                List<Double> own = new ArrayList<>();
                try (var connection = new Connection(issuer)) {
                    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                        flow(connection);
                        long now = System.nanoTime();
                        if (start >= begin && now <= end) {
                            own.add((now - start) / 1e6);
                        }
                    }
                } catch (Exception e) {
                    failure.set(e);
                }
                synchronized (all) {
                    all.addAll(own);
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Of a person with an address of its own, as a proxy tells it: what one address may do is limited. */
    private void flow(Connection connection) throws IOException {
        int number = flows.incrementAndGet();
        var browser = new Browser(connection, "198.18." + (number >> 8 & 255) + "." + (number & 255));
        String registered = browser.post(
                issuer.resolve("/register"),
                "application/json",
                "{\"redirect_uris\":[\"" + REDIRECT + "\"],\"token_endpoint_auth_method\":\"none\",\"client_name\":\"bench\"}")
                .require(201);
        String id = first(ID, registered);
        String code = signIn(browser, issuer.resolve("/authorize?response_type=code&state=s&client_id=" + encoded(id)
                + "&redirect_uri=" + encoded(REDIRECT) + "&resource=" + encoded(resource) + "&code_challenge=" + challenge
                + "&code_challenge_method=S256"));
        browser.post(
                issuer.resolve("/token"),
                FORM_TYPE,
                "grant_type=authorization_code&code=" + encoded(code) + "&client_id=" + encoded(id) + "&redirect_uri="
                        + encoded(REDIRECT) + "&code_verifier=" + VERIFIER + "&resource=" + encoded(resource))
                .require(200);
    }

    /** Until the browser is sent back to the client. */
    private static String signIn(Browser browser, URI address) throws IOException {
        Answer page = browser.get(address);
        for (int steps = 0; steps < 12; steps++) {
            if (page.status() / 100 != 3) {
                page = filledIn(browser, page);
            } else if (page.location().toString().startsWith(REDIRECT)) {
                return first(CODE, page.location().toString());
            } else {
                page = browser.get(page.location());
            }
        }
        throw new IllegalStateException("the sign-in does not end");
    }

    private static Answer filledIn(Browser browser, Answer page) throws IOException {
        List<String> fields = new ArrayList<>();
        Matcher button = BUTTON.matcher(page.body());
        if (button.find()) {
            fields.add("decision=" + button.group(1));
        }
        Matcher field = FIELD.matcher(page.body());
        while (field.find()) {
            String value = field.group(1).equals("username") ? "bench" : field.group(2).replace("&amp;", "&");
            fields.add(field.group(1) + "=" + encoded(value));
        }
        return browser.post(page.address().resolve(first(FORM, page.body())), FORM_TYPE, String.join("&", fields));
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("there is no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** What came back. */
    private record Answer(URI address, int status, URI location, String body) {

        String require(int expected) {
            if (status != expected) {
                throw new IllegalStateException(address + " answered " + status + ": " + body);
            }
            return body;
        }
    }

    /** One person's: with cookies and an address of its own, upon a connection that others use after it. */
    private static final class Browser {

        private final Connection connection;
        private final String person;
        private final Map<String, String> cookies = new HashMap<>();

        Browser(Connection connection, String person) {
            this.connection = connection;
            this.person = person;
        }

        Answer get(URI address) throws IOException {
            return send("GET", address, "", "");
        }

        Answer post(URI address, String type, String body) throws IOException {
            return send(
                    "POST",
                    address,
                    "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\nOrigin: " + address.getScheme() + "://"
                            + address.getRawAuthority() + "\r\n",
                    body);
        }

        private Answer send(String method, URI address, String headers, String body) throws IOException {
            String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
            String cookie = cookies.isEmpty() ? "" : "Cookie: " + String.join("; ", cookies.values()) + "\r\n";
            return connection.send(
                    address,
                    method + " " + address.getRawPath() + query + " HTTP/1.1\r\nHost: " + address.getRawAuthority()
                            + "\r\nX-Forwarded-For: " + person + "\r\n" + cookie + headers + "\r\n" + body,
                    cookies);
        }
    }

    /** To the server, kept open as a proxy keeps it; costs little, since the server works on the same cores. */
    private static final class Connection implements AutoCloseable {

        private final URI server;
        private Socket socket;
        private InputStream in;

        Connection(URI server) throws IOException {
            this.server = server;
            open();
        }

        private void open() throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** @param cookies gets those that the answer sets, by name */
        Answer send(URI address, String request, Map<String, String> cookies) throws IOException {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            List<String> head = Wire.head(in);
            URI location = address;
            boolean last = false;
            for (String line : head.subList(1, head.size())) {
                int colon = line.indexOf(':');
                String value = line.substring(colon + 1).strip();
                switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                    case "location" -> location = address.resolve(value);
                    case "connection" -> last = value.equalsIgnoreCase("close");
                    case "set-cookie" -> cookies.put(value.substring(0, value.indexOf('=')), value.split(";", 2)[0]);
                    default -> {}
                }
            }
            String body = Wire.body(in, head);
            if (last) {
                close();
                open();
            }
            return new Answer(address, Integer.parseInt(head.getFirst().split(" ")[1]), location, body);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
