package org.mcpgateway.cli.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Calls over HTTP, without redirects and within a time; whatever goes wrong is one sentence and an exit code. */
public final class HttpCalls {

    /** What to do when the gateway does not answer, for verbs that name it by its issuer. */
    static final String NAME_THE_ISSUER = "is the gateway up? Name another by --url or GATEWAY_URL";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    /** Of bytes: the longest list that the admin API gives at once is a quarter of it. */
    private static final int MOST = 32 << 20;

    private final String advice;
    private final HttpClient client;

    /**
     * Makes calls.
     *
     * @param advice what to do when nobody answers
     */
    public HttpCalls(String advice) {
        this(advice, Optional.empty());
    }

    /** The same with trust in other authorities than those of this machine. */
    public HttpCalls(String advice, SSLContext trust) {
        this(advice, Optional.of(trust));
    }

    private HttpCalls(String advice, Optional<SSLContext> trust) {
        this.advice = advice;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** The whole answer, of whatever status; throws UNREACHABLE when it does not come, or is far too long. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        return send(request, ANSWER);
    }

    /** The same within another time. */
    public HttpResponse<String> send(HttpRequest.Builder request, Duration within) throws InterruptedException {
        return exchange(
                request, answer -> BodySubscribers.mapping(BodyBeginning.bytes(MOST + 1), HttpCalls::whole), within);
    }

    /** Status and headers alone, as of what may be a stream without an end; throws UNREACHABLE without them. */
    public HttpResponse<Void> beginning(HttpRequest.Builder request, Duration within) throws InterruptedException {
        return exchange(request, BodyBeginning.none(), within);
    }

    /** An answer of any length, to be read as it comes; throws UNREACHABLE when it does not begin. */
    public HttpResponse<InputStream> stream(HttpRequest.Builder request) throws InterruptedException {
        return exchange(request, BodyHandlers.ofInputStream(), ANSWER);
    }

    /** The request's own timeout would end once the headers are there. */
    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> handler, Duration within)
            throws InterruptedException {
        HttpRequest complete = request.build();
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(complete, handler);
        try {
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw silent(complete.uri(), e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw silent(complete.uri(), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private CommandException silent(URI asked, Throwable cause) {
        return new CommandException(
                ExitCode.UNREACHABLE,
                asked.getScheme() + "://" + asked.getAuthority() + " does not answer: " + advice,
                cause);
    }

    private static String whole(byte[] body) {
        if (body.length > MOST) {
            throw new UncheckedIOException(new IOException("the body has more than " + MOST + " bytes"));
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The answer to a form. */
    public HttpResponse<String> form(URI address, Map<String, String> parameters, String... headers)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encode(parameters)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** A JSON document, if one is there. */
    public Optional<JsonObject> document(URI address) throws InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .GET());
        return answer.statusCode() == 200 ? Optional.of(json(address, answer.body())) : Optional.empty();
    }

    /** The JSON object of an answer 2xx; otherwise throws UNAUTHORIZED with the reason that the server gives. */
    public static JsonObject success(HttpResponse<String> answer, String otherwise) {
        JsonObject json = json(answer.uri(), answer.body());
        if (answer.statusCode() / 100 != 2) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    otherwise + " (" + Report.plain(json.getString("error_description", "no reason")) + ")");
        }
        return json;
    }

    /** Parameters as a form or a query has them. */
    public static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The JSON object of an answer; throws FAILED when it is something else, as a proxy's own page. */
    public static JsonObject json(URI address, String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new CommandException(
                    ExitCode.UNREACHABLE,
                    address.getScheme() + "://" + address.getAuthority()
                            + " answers, but not as a gateway: is --url its issuer?",
                    e);
        }
    }
}
