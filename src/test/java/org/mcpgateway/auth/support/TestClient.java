package org.mcpgateway.auth.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An HTTP client that follows no redirect, keeps no cookie and may send any header, {@code Host} included. */
public final class TestClient {

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,content-length");
    }

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final List<Consumer<Exchange>> LISTENERS = new CopyOnWriteArrayList<>();

    private final URI base;

    /** @param base the server's address without a trailing slash; paths are appended to it as they are */
    public TestClient(URI base) {
        this.base = base;
    }

    /** Tells of every exchange of every client from now on, until the handle is closed. */
    public static AutoCloseable listen(Consumer<Exchange> listener) {
        LISTENERS.add(listener);
        return () -> LISTENERS.remove(listener);
    }

    /** {@code GET}; headers as name, value, name, value … */
    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** {@code POST} of a form; parameters as name, value, name, value …; a name may repeat. */
    public Answer form(String path, String... parameters) {
        return post(path, "application/x-www-form-urlencoded", encode(parameters));
    }

    /** {@code POST} of a form with HTTP Basic credentials (RFC 6749 s2.3.1). */
    public Answer basicForm(String path, String clientId, String secret, String... parameters) {
        return post(
                path,
                "application/x-www-form-urlencoded",
                encode(parameters),
                "Authorization",
                basic(clientId, secret));
    }

    /** {@code POST} of a form for another host, as a proxy brings it. */
    public Answer formFor(String authority, String path, String... parameters) {
        return post(path, "application/x-www-form-urlencoded", encode(parameters), "Host", authority);
    }

    /** The proxy's question about a token, for a {@code POST} at the path of a host. */
    public Answer verify(String authority, String path, String token) {
        return get(
                "/verify",
                "X-Forwarded-Host",
                authority,
                "X-Forwarded-Proto",
                "http",
                "X-Forwarded-Method",
                "POST",
                "X-Forwarded-Uri",
                path,
                "Authorization",
                "Bearer " + token);
    }

    /** {@code POST} of JSON. */
    public Answer json(String path, String json, String... headers) {
        return post(path, "application/json", json, headers);
    }

    /** {@code POST} of anything. */
    public Answer post(String path, String contentType, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = contentType;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, body, all);
    }

    /** Any request; an empty body is none. */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var answer = new Answer(response.statusCode(), response.headers(), response.body());
            LISTENERS.forEach(listener -> listener.accept(new Exchange(method, base + path, answer)));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value of an {@code Authorization: Basic} header (RFC 6749 s2.3.1: both parts form-encoded first). */
    public static String basic(String clientId, String secret) {
        String pair = encode(clientId) + ":" + encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Name, value, name, value … as a form or query. */
    public static String encode(String... parameters) {
        if (parameters.length == 1) {
            return URLEncoder.encode(parameters[0], StandardCharsets.UTF_8);
        }
        var form = new StringJoiner("&");
        for (int i = 0; i < parameters.length; i += 2) {
            form.add(encode(parameters[i]) + "=" + encode(parameters[i + 1]));
        }
        return form.toString();
    }

    /**
     * What was asked and answered.
     *
     * @param method of HTTP
     * @param address with its query
     * @param answer to it
     */
    public record Exchange(String method, String address, Answer answer) {}

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param headers as they came
     * @param body as UTF-8 text
     */
    public record Answer(int status, HttpHeaders headers, String body) {

        /** The header's first value; empty text when it is missing. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** Every value of a header. */
        public List<String> all(String name) {
            return headers.allValues(name);
        }

        /** The body as a JSON object. */
        public JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }

        /** The {@code error} member of a JSON error; empty text when there is none. */
        public String error() {
            return json().getString("error", "");
        }
    }
}
