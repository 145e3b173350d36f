package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks over HTTP. No thread waits for the answer. */
final class RemoteAuth {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final int most;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param most questions without an answer at the same time */
    RemoteAuth(URI address, int most) {
        this.address = address;
        this.most = most;
    }

    boolean takesMore() {
        return unanswered.get() < most;
    }

    CompletableFuture<AuthAnswer> ask(HttpServletRequest request) {
        HttpRequest.Builder question = HttpRequest.newBuilder(address).timeout(PATIENCE);
        AuthQuestion.about(request).forEach((name, values) -> values.forEach(value -> question.header(name, value)));
        unanswered.incrementAndGet();
        return client.sendAsync(question.GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((answer, failure) -> unanswered.decrementAndGet())
                .thenApply(RemoteAuth::answer);
    }

    private static AuthAnswer answer(HttpResponse<byte[]> response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers().map());
        return new AuthAnswer(response.statusCode(), headers, out -> out.write(response.body()));
    }
}
