package org.mcpgateway.auth.clientdocument;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.mcpgateway.auth.config.ClientDocumentSettings;
import org.mcpgateway.auth.http.TrustedAuthorities;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Fetches a document from a public https address: without redirects, in five seconds, up to 64 KiB. A server that says
 * a little now and then is never silent for so long that a connection's own timeouts end it, so a timer does.
 */
@ApplicationScoped
public class DocumentFetcher {

    private static final int LONGEST = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=\"?([0-9]{1,9})");

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("client-document-timer").daemon().factory());

    @Inject
    public DocumentFetcher(ClientDocumentSettings settings) {
        timer.setRemoveOnCancelPolicy(true); // so that it holds no more than is being fetched
        Timeout timeout = Timeout.of(PATIENCE);
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicHosts(settings.trustedHosts()))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                                TrustedAuthorities.insteadOfTheSystems("CLIENT_DOCUMENT_CA", settings.authorities())))
                        .setMaxConnTotal(16)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setUserAgent("mcp-oauth-gateway")
                .build();
    }

    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Being observed makes the container build this bean, so that a file that cannot be read stops the deployment.
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }

    /**
     * A document as it was fetched.
     *
     * @param body its bytes
     * @param life how long it may be used without asking again; zero: not at all
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fetched(byte[] body, Duration life) {}

    /**
     * Fetches the document.
     *
     * @throws OAuthException invalid_client when there is none that can be used
     */
    Fetched fetch(URI address) {
        HttpGet request = new HttpGet(address);
        request.setHeader("Accept", "application/json");
        ScheduledFuture<?> end = timer.schedule(request::cancel, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> readOrCancel(request, response));
        } catch (IOException | IllegalStateException e) { // the latter when the end comes between two steps
            throw OAuthException.invalidClient(
                            "the client's metadata document cannot be fetched from " + address.getHost())
                    .withDetail(address + ": " + e);
        } finally {
            end.cancel(false);
        }
    }

    /** Without the cancellation the client would read the rest of what is refused. */
    private static Fetched readOrCancel(HttpGet request, ClassicHttpResponse response) throws IOException {
        try {
            return read(response);
        } catch (IOException e) {
            request.cancel();
            throw e;
        }
    }

    private static Fetched read(ClassicHttpResponse response) throws IOException {
        if (response.getCode() != 200) {
            throw new IOException("answered " + response.getCode());
        }
        String type = header(response, "Content-Type").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json") && !type.matches("application/[a-z0-9.-]+\\+json.*")) {
            throw new IOException("is not JSON but " + type);
        }
        return new Fetched(body(response.getEntity().getContent()), life(response));
    }

    private static byte[] body(InputStream stream) throws IOException {
        byte[] body = stream.readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new IOException("is longer than " + LONGEST + " bytes");
        }
        return body;
    }

    /** What its server allows (RFC 9111 s5.2.2), less the time that it spent in caches on the way (s4.2.3). */
    private static Duration life(ClassicHttpResponse response) {
        String directives = header(response, "Cache-Control").toLowerCase(Locale.ROOT);
        if (directives.contains("no-store") || directives.contains("no-cache")) {
            return Duration.ZERO;
        }
        Matcher maxAge = MAX_AGE.matcher(directives);
        if (!maxAge.find()) {
            return USUAL_LIFE;
        }
        Duration left = Duration.ofSeconds(Math.max(0, Long.parseLong(maxAge.group(1)) - age(response)));
        return left.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : left;
    }

    private static long age(ClassicHttpResponse response) {
        String seconds = header(response, "Age").strip();
        return seconds.matches("[0-9]{1,18}") ? Long.parseLong(seconds) : 0;
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? "" : header.getValue();
    }
}
