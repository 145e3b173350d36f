package org.mcpgateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A request on its way: the messages of its response as they come, whether it is one JSON body or a stream. */
final class RawCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse<?>> head = new CompletableFuture<>();

    private RawCall() {}

    static RawCall start(HttpClient http, HttpRequest request) {
        var call = new RawCall();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).whenComplete((response, failure) -> {
            if (failure == null) {
                Thread.ofVirtual().start(() -> call.read(response));
            } else {
                call.fail(failure);
            }
        });
        return call;
    }

    /**
     * What a request came to.
     *
     * @param messages in the order they came
     */
    record Answer(int status, List<JsonNode> messages) {

        JsonNode last() {
            return messages.getLast();
        }

        String text() {
            return last().at("/result/content/0/text").asText();
        }

        /** The progress that was told, in the order it came. */
        List<Integer> progress() {
            return messages.stream()
                    .filter(message -> message.path("method").asText().equals("notifications/progress"))
                    .map(message -> message.at("/params/progress").asInt())
                    .toList();
        }
    }

    /** The next message, while the response is still open. */
    JsonNode next() {
        try {
            JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came");
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end of the response; what {@link #next} has taken is not in it. */
    Answer answer() {
        ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return new Answer(status(), new ArrayList<>(messages));
    }

    int status() {
        return head().statusCode();
    }

    Optional<String> header(String name) {
        return head().headers().firstValue(name);
    }

    private HttpResponse<?> head() {
        return head.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The messages so far. */
    List<JsonNode> sofar() {
        return new ArrayList<>(messages);
    }

    /** Completes with the response, by a failure when the connection was lost. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void read(HttpResponse<InputStream> response) {
        head.complete(response);
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String json = line.startsWith("data: ") ? line.substring("data: ".length()) : line;
                if (json.startsWith("{")) {
                    messages.add(JSON.readTree(json));
                }
            }
            ended.complete(null);
        } catch (IOException lost) {
            fail(lost);
        }
    }

    private void fail(Throwable failure) {
        head.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }
}
