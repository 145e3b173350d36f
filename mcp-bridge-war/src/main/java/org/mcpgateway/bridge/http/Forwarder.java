package org.mcpgateway.bridge.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.mcpgateway.bridge.replica.ForwardedCall;
import org.mcpgateway.bridge.replica.Replica;
import org.mcpgateway.bridge.replica.ReplicaSeal;
import org.mcpgateway.bridge.tracing.TraceParent;

/**
 * Hands a client's request to the replica that it is for, and the answer back, streams included. Runs on threads that
 * may wait.
 */
@ApplicationScoped
public class Forwarder {

    private static final System.Logger LOG = System.getLogger(Forwarder.class.getName());

    /** Besides what begins with {@code mcp-} and says who calls; never the client's credentials. */
    private static final Set<String> CARRIED =
            Set.of("accept", "content-type", "last-event-id", "traceparent", "tracestate", "baggage", "x-request-id");

    private static final List<String> ANSWERED = List.of(
            "Content-Type",
            "Cache-Control",
            "X-Accel-Buffering",
            "Mcp-Session-Id",
            "Retry-After",
            "Allow",
            "WWW-Authenticate");

    private static final int MOST_CONNECTIONS = 4096;
    private static final Timeout CONNECTING = Timeout.ofSeconds(2);

    /** An owner gives a sign of life every 15 seconds. */
    private static final Timeout SILENCE = Timeout.ofSeconds(60);

    private final ReplicaSeal seal;
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(CONNECTING)
                            .setSocketTimeout(SILENCE)
                            .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                            .setTimeToLive(TimeValue.ofSeconds(20))
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setConnectionRequestTimeout(CONNECTING)
                    .setResponseTimeout(SILENCE)
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .build();

    @Inject
    public Forwarder(ReplicaSeal seal) {
        this.seal = seal;
    }

    @PreDestroy
    void stop() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** What came of it. */
    public enum Outcome {
        /** The replica answered, or broke off when it had begun to. */
        ANSWERED,
        /** There is no such replica: nobody listens, or another one does. */
        UNREACHABLE
    }

    /** What of a request another replica needs; taken while the request is still there. */
    static ForwardedCall call(HttpServletRequest request, String service, String endpoint, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (CARRIED.contains(lower) || lower.startsWith("mcp-") || IdentityHeaders.NAMES.contains(lower)) {
                headers.put(lower, Collections.list(request.getHeaders(name)));
            }
        }
        MessageSpans.call(request).traceParent().ifPresent(parent -> headers.put(TraceParent.HEADER, List.of(parent)));
        return new ForwardedCall(request.getMethod(), service, endpoint, headers, body);
    }

    /** Hands it over and waits until the answer has been passed on. */
    public Outcome forward(ForwardedCall call, Replica replica, AsyncResponse response) {
        ReplicaSeal.Sealed sealed = seal.seal(call, replica);
        HttpPost post = new HttpPost(URI.create(replica.address() + ReplicaServlet.PATH));
        post.setHeader(ReplicaServlet.SEAL, sealed.seal());
        post.setEntity(new ByteArrayEntity(sealed.content(), ContentType.APPLICATION_OCTET_STREAM));
        try (ClassicHttpResponse answer = client.executeOpen(null, post, null)) {
            if (answer.getCode() == ReplicaServlet.MISDIRECTED) {
                return Outcome.UNREACHABLE;
            }
            pass(answer, post, response);
        } catch (ConnectException | ConnectTimeoutException | UnknownHostException | NoRouteToHostException e) {
            return Outcome.UNREACHABLE;
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=forward-broke replica={0} reason=\"{1}\"",
                    replica.id(),
                    e.getMessage());
            response.fail(502, "the replica of this session broke off");
        }
        return Outcome.ANSWERED;
    }

    private static void pass(ClassicHttpResponse answer, HttpPost post, AsyncResponse response) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String name : ANSWERED) {
            Header header = answer.getFirstHeader(name);
            if (header != null) {
                headers.put(name, header.getValue());
            }
        }
        try {
            response.begin(answer.getCode(), headers);
            if (answer.getEntity() != null) {
                copy(answer.getEntity().getContent(), response);
            }
        } catch (IOException e) {
            // Either side is gone: closing the connection tells the replica when it was the client.
            post.abort();
            LOG.log(System.Logger.Level.DEBUG, "event=forwarded-answer-ended reason=\"{0}\"", e.getMessage());
        } finally {
            response.end();
        }
    }

    private static void copy(InputStream from, AsyncResponse to) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(java.util.Arrays.copyOf(buffer, count));
        }
    }
}
