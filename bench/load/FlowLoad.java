import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern FIELD = Pattern.compile("<input [^>]*?name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern BUTTON =
            Pattern.compile("<button class=\"primary\" type=\"submit\" name=\"decision\" value=\"([^\"]*)\"");

    private final AtomicInteger flows = new AtomicInteger();
    private final URI issuer;
    private final String resource;
    private final String challenge;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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
                try {
                    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                        flow();
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
    private void flow() throws Exception {
        int number = flows.incrementAndGet();
        String person = "198.18." + (number >> 8 & 255) + "." + (number & 255);
        String registered = send(client, post(person, issuer.resolve("/register"), "application/json",
                "{\"redirect_uris\":[\"" + REDIRECT + "\"],\"token_endpoint_auth_method\":\"none\",\"client_name\":\"bench\"}"), 201)
                .body();
        String id = first(Pattern.compile("\"client_id\"\\s*:\\s*\"([^\"]+)\""), registered);
        String code = signIn(person, "/authorize?response_type=code&state=s&client_id=" + encoded(id) + "&redirect_uri="
                + encoded(REDIRECT) + "&resource=" + encoded(resource) + "&code_challenge=" + challenge
                + "&code_challenge_method=S256");
        send(client, post(person, issuer.resolve("/token"), "application/x-www-form-urlencoded",
                "grant_type=authorization_code&code=" + encoded(code) + "&client_id=" + encoded(id) + "&redirect_uri="
                        + encoded(REDIRECT) + "&code_verifier=" + VERIFIER + "&resource=" + encoded(resource)), 200);
    }

    /** What a browser does, until it is sent back to the client. */
    private String signIn(String person, String address) throws Exception {
        try (HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build()) {
            HttpRequest.Builder next = from(person, issuer.resolve(address));
            for (int steps = 0; steps < 12; steps++) {
                HttpResponse<String> page = browser.send(next.build(), HttpResponse.BodyHandlers.ofString());
                if (page.statusCode() / 100 == 3) {
                    URI target = page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
                    if (target.toString().startsWith(REDIRECT)) {
                        return first(Pattern.compile("[?&]code=([^&]+)"), target.toString());
                    }
                    next = from(person, target);
                } else {
                    next = filledIn(person, page);
                }
            }
            throw new IllegalStateException("the sign-in does not end");
        }
    }

    private static HttpRequest.Builder filledIn(String person, HttpResponse<String> page) {
        String action = first(FORM, page.body());
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
        return post(person, page.uri().resolve(action), "application/x-www-form-urlencoded", String.join("&", fields))
                .header("Origin", page.uri().getScheme() + "://" + page.uri().getAuthority());
    }

    private static HttpRequest.Builder from(String person, URI address) {
        return HttpRequest.newBuilder(address).header("X-Forwarded-For", person);
    }

    private static HttpRequest.Builder post(String person, URI address, String type, String body) {
        return from(person, address)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request, int expected) throws Exception {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IllegalStateException(response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response;
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
}
