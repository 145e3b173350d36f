package org.mcpgateway.cli.selftest;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mcpgateway.cli.api.BodyBeginning;

/** Sends what no well-behaved client would; follows no redirect and keeps no cookie. */
final class Wire {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int MOST = 1 << 20;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Duration wait;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Wire() {
        this(WAIT);
    }

    /** One that waits otherwise for the end of an answer. */
    Wire(Duration wait) {
        this.wait = wait;
    }

    Answer get(URI address, String... headers) throws InterruptedException {
        return send("GET", address, "", headers);
    }

    /** Parameters as name, value, name, value …; a name may repeat. */
    Answer form(URI address, String... parameters) throws InterruptedException {
        return send("POST", address, encode(parameters), "Content-Type", FORM, "Accept", "application/json");
    }

    Answer json(URI address, String json, String... headers) throws InterruptedException {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        all[2] = "Accept";
        all[3] = "application/json, text/event-stream";
        return send("POST", address, json, all);
    }

    /** Any request; headers as name, value, name, value …. */
    Answer send(String method, URI address, String body, String... headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        CompletableFuture<HttpResponse<String>> coming = http.sendAsync(request.build(), Wire::beginning);
        try {
            HttpResponse<String> answer = coming.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (ExecutionException | TimeoutException e) {
            return new Answer(0, HttpHeaders.of(Map.of(), (name, value) -> true), "");
        } finally {
            coming.cancel(true);
        }
    }

    /** A stream of events may never end: it is not read. */
    private static HttpResponse.BodySubscriber<String> beginning(HttpResponse.ResponseInfo answer) {
        boolean stream = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return BodyBeginning.text(stream ? 0 : MOST);
    }

    static String encode(String... parameters) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            encoded.append(i == 0 ? "" : "&")
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return encoded.toString();
    }
}
