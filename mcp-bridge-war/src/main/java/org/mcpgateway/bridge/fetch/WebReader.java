package org.mcpgateway.bridge.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.FetchSettings;

/** Reads documents over http and https, within bounds of size, time and number of redirects. */
final class WebReader implements AutoCloseable {

    private static final int MOST_REDIRECTS = 5;
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern META_CHARSET =
            Pattern.compile("<meta[^>]+charset=[\"']?([A-Za-z0-9_:.-]+)", Pattern.CASE_INSENSITIVE);

    private final FetchSettings settings;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("fetch-timer").daemon().factory());

    /** @param addresses resolves names; the client connects to what it says and looks nothing up again */
    WebReader(FetchSettings settings, DnsResolver addresses) {
        this.settings = settings;
        timer.setRemoveOnCancelPolicy(true); // so that it holds no more than is being fetched
        Timeout patience = Timeout.of(settings.patience());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setMaxConnTotal(32)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(10, TimeUnit.SECONDS))
                                .setSocketTimeout(patience)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(patience).build())
                .setUserAgent(settings.userAgent())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .build();
    }

    /** Decides whether an address may be read. */
    @FunctionalInterface
    interface Permission {
        /**
         * Returns when it may.
         *
         * @throws FetchException when it may not, saying why
         */
        void require(URI address) throws FetchException;
    }

    /**
     * Reads a document, following redirects; each hop is checked like the first.
     *
     * @param permission asked before each hop
     * @throws FetchException when it cannot be read, saying why in words for the model
     */
    Document read(URI url, Permission permission) throws FetchException {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        URI address = url;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            permission.require(address);
            Answer answer = get(address, deadline);
            switch (answer) {
                case Answer.Redirect redirect ->
                    address = checked(address.resolve(redirect.location()).toString());
                case Answer.Found found -> {
                    return found.document();
                }
                case Answer.Failed failed ->
                    throw new FetchException("Failed to fetch " + url + " - status code " + failed.status());
            }
        }
        throw new FetchException("Failed to fetch " + url + ": more than " + MOST_REDIRECTS + " redirects");
    }

    /** The status and text of a small file; empty text for anything but 200. */
    Answer probe(URI address) throws FetchException {
        return get(address, System.nanoTime() + settings.patience().toNanos());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }

    private Answer get(URI address, long deadline) throws FetchException {
        HttpGet request = new HttpGet(address);
        request.setHeader("Accept", "text/html,application/xhtml+xml,text/*;q=0.9,application/json;q=0.9,*/*;q=0.5");
        long left = deadline - System.nanoTime();
        ScheduledFuture<?> end = timer.schedule(request::cancel, left, TimeUnit.NANOSECONDS);
        AtomicReference<@Nullable Answer> answered = new AtomicReference<>();
        try {
            return client.execute(request, response -> {
                Answer answer = answer(address, response);
                answered.set(answer);
                if (!(answer instanceof Answer.Found found && found.whole())) {
                    request.cancel(); // else the client would read the rest, however long that is
                }
                return answer;
            });
        } catch (IOException | IllegalStateException e) { // the latter when the end comes between two steps
            Answer whole = answered.get();
            if (whole == null) {
                throw failure(address, deadline, e);
            }
            return whole;
        } finally {
            end.cancel(false);
        }
    }

    private static FetchException failure(URI address, long deadline, Exception reason) {
        String why = switch (reason) {
            case PublicAddresses.PrivateAddressException refused -> String.valueOf(refused.getMessage());
            case UnknownHostException unknown -> "the host name is unknown";
            case Exception other when deadline - System.nanoTime() <= 0 -> "it took too long";
            default -> reason.getClass().getSimpleName();
        };
        return new FetchException("Failed to fetch " + address + ": " + why);
    }

    private Answer answer(URI address, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        Header location = response.getFirstHeader("Location");
        if (status >= 300 && status < 400 && location != null) {
            return new Answer.Redirect(location.getValue());
        }
        if (status >= 400) {
            return new Answer.Failed(status);
        }
        HttpEntity entity = response.getEntity();
        byte[] bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(settings.bytes());
        ContentType type = entity == null ? null : ContentType.parseLenient(entity.getContentType());
        Charset declared = type == null ? null : type.getCharset();
        Charset charset = declared != null ? declared : sniffed(bytes);
        String declaredType = type == null ? "" : entity.getContentType();
        return new Answer.Found(
                new Document(address, declaredType, text(bytes, charset)), bytes.length < settings.bytes());
    }

    private static String text(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A byte order mark, then what the page says in its first bytes, then UTF-8. */
    private static Charset sniffed(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length > 1 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        String head = new String(bytes, 0, Math.min(bytes.length, 2048), StandardCharsets.ISO_8859_1);
        Matcher meta = META_CHARSET.matcher(head);
        if (meta.find()) {
            try {
                return Charset.forName(meta.group(1));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                return StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.UTF_8;
    }

    /**
     * The address of a text, with a path at least.
     *
     * @throws FetchException when it is none that can be fetched
     */
    static URI checked(String url) throws FetchException {
        try {
            URI given = new URI(url.strip());
            URI address = given.getRawPath() == null || !given.getRawPath().isEmpty() ? given : given.resolve("/");
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            if (!SCHEMES.contains(scheme) || address.getHost() == null) {
                throw new FetchException("Only http and https addresses can be fetched: " + url);
            }
            if (address.getRawUserInfo() != null) {
                throw new FetchException("An address with a user name cannot be fetched");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new FetchException("This is not an address that can be fetched: " + url);
        }
    }

    /** What one request led to. */
    sealed interface Answer {

        /**
         * A document.
         *
         * @param whole whether it was read to its end
         */
        record Found(Document document, boolean whole) implements Answer {}

        /** Another address. */
        record Redirect(String location) implements Answer {}

        /** Nothing. */
        record Failed(int status) implements Answer {}
    }
}
