package org.mcpgateway.auth.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.http.TrustedAuthorities;
import org.mcpgateway.auth.oauth.OAuthException;

/** Asks identity providers over HTTP: within a time, up to a size, without redirects. */
@ApplicationScoped
public class ProviderClient {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final Pattern ERROR_CODE = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,64})\"");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Duration timeout;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    public ProviderClient(IdentitySettings settings) {
        this.timeout = settings.timeout();
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(TrustedAuthorities.besidesTheSystems("IDENTITY_CA", settings.authorities()))
                .build();
    }

    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Being observed makes the container build this bean, so that a file that cannot be read stops the deployment.
    }

    /**
     * The JSON under an address.
     *
     * @throws OAuthException temporarily_unavailable when the provider does not answer in time or fails; access_denied
     *     when it refuses
     */
    public JsonValue get(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    /** The JSON under an address that an access token opens; throws as {@link #get(URI)} does. */
    public JsonValue get(URI address, String accessToken) {
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + accessToken));
    }

    /** The JSON that answers a form; throws as {@link #get(URI)} does. */
    public JsonValue post(URI address, Map<String, String> form) {
        return send(form(address, form));
    }

    /** The same with the client's credentials in the header (RFC 6749 s2.3.1). */
    public JsonValue post(URI address, Map<String, String> form, String clientId, Secret secret) {
        String credentials = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret.value(), StandardCharsets.UTF_8);
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII));
        return send(form(address, form).header("Authorization", "Basic " + basic));
    }

    private static HttpRequest.Builder form(URI address, Map<String, String> form) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
    }

    /** Parameters as a form or query. */
    public static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private JsonValue send(HttpRequest.Builder builder) {
        HttpRequest request =
                builder.timeout(timeout).header("Accept", "application/json").build();
        CompletableFuture<Answer> answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(ProviderClient::read, readers);
        try {
            Answer whole = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return json(whole.status(), whole.body(), request.uri());
        } catch (ExecutionException e) {
            throw unavailable(request.uri() + " " + e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable(request.uri() + " did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(request.uri() + " interrupted");
        }
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new Answer(response.statusCode(), body.readNBytes(LONGEST_ANSWER + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonValue json(int status, byte[] body, URI address) {
        if (status >= 500 || status == 429) {
            throw unavailable(address + " answered " + status);
        }
        if (body.length > LONGEST_ANSWER) {
            throw refused(address + " answered more than " + LONGEST_ANSWER + " bytes");
        }
        if (status != 200) {
            throw refused(address + " answered " + status + errorCode(body));
        }
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(body))) {
            return reader.readValue();
        } catch (JsonException e) {
            throw unavailable(address + " answered something else than JSON");
        }
    }

    /**
     * The code of a JSON error, which tells an operator a wrong secret from a wrong code; nothing else of the answer.
     */
    private static String errorCode(byte[] body) {
        Matcher matcher = ERROR_CODE.matcher(new String(body, StandardCharsets.UTF_8));
        return matcher.find() ? " " + matcher.group(1) : "";
    }

    private static OAuthException refused(String detail) {
        return OAuthException.accessDenied("the identity provider did not confirm the sign-in")
                .withDetail(detail);
    }

    private static OAuthException unavailable(String detail) {
        return OAuthException.unavailable("the identity provider does not answer: try again in a moment", RETRY_AFTER)
                .withDetail(detail);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(int status, byte[] body) {}
}
