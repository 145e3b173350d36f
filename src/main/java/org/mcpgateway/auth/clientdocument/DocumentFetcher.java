package org.mcpgateway.auth.clientdocument;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
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

/** Fetches a document from a public https address: without redirects, in five seconds, up to 64 KiB. */
@ApplicationScoped
public class DocumentFetcher {

    private static final int LONGEST = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=\"?([0-9]{1,9})");

    private final CloseableHttpClient client;

    @Inject
    public DocumentFetcher(ClientDocumentSettings settings) {
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

    @PreDestroy
    void stop() {
        client.close(CloseMode.GRACEFUL);
    }

    /**
     * A document as it was fetched.
     *
     * @param body its bytes
     * @param life how long it may be used without asking again
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fetched(byte[] body, Duration life) {}

    /**
     * Fetches the document.
     *
     * @throws OAuthException invalid_client when there is none that can be used
     */
    Fetched fetch(URI address) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpGet request = new HttpGet(address);
        request.setHeader("Accept", "application/json");
        try {
            return client.execute(request, response -> read(response, deadline));
        } catch (IOException e) {
            throw OAuthException.invalidClient(
                            "the client's metadata document cannot be fetched from " + address.getHost())
                    .withDetail(address + ": " + e);
        }
    }

    private static Fetched read(ClassicHttpResponse response, long deadline) throws IOException {
        if (response.getCode() != 200) {
            throw new IOException("answered " + response.getCode());
        }
        String type = header(response, "Content-Type").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json") && !type.matches("application/[a-z0-9.-]+\\+json.*")) {
            throw new IOException("is not JSON but " + type);
        }
        return new Fetched(body(response.getEntity().getContent(), deadline), life(header(response, "Cache-Control")));
    }

    private static byte[] body(InputStream stream, long deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            body.write(buffer, 0, count);
            if (body.size() > LONGEST) {
                throw new IOException("is longer than " + LONGEST + " bytes");
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("took too long");
            }
        }
        return body.toByteArray();
    }

    private static Duration life(String cacheControl) {
        String directives = cacheControl.toLowerCase(Locale.ROOT);
        Matcher age = MAX_AGE.matcher(directives);
        boolean fresh = !directives.contains("no-store") && !directives.contains("no-cache") && age.find();
        Duration wanted = fresh ? Duration.ofSeconds(Long.parseLong(age.group(1))) : SHORTEST_LIFE;
        if (wanted.compareTo(SHORTEST_LIFE) < 0) {
            return SHORTEST_LIFE;
        }
        return wanted.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : wanted;
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? "" : header.getValue();
    }
}
