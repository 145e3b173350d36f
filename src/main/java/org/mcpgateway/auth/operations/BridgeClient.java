package org.mcpgateway.auth.operations;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.config.OperationsSettings;
import org.mcpgateway.auth.http.BoundedJson;

/** Asks bridges over HTTP: within a time, up to a size, without redirects, each under every address of its name. */
@ApplicationScoped
public class BridgeClient {

    private static final System.Logger LOG = System.getLogger(BridgeClient.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 8 * 1024 * 1024;
    private static final int MOST_ADDRESSES = 64;

    private final OperatorSeal seal;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Inject
    public BridgeClient(OperatorSeal seal) {
        this.seal = seal;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
        client.shutdownNow();
    }

    /** Those that can be told apart by their addresses; a name that means several replicas stands for each of them. */
    CompletableFuture<List<OperationsSettings.Bridge>> replicas(OperationsSettings.Bridge bridge) {
        return CompletableFuture.supplyAsync(() -> resolved(bridge), threads)
                .completeOnTimeout(List.of(bridge), CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What a bridge says of itself; empty when it does not answer as one. */
    CompletableFuture<Optional<JsonObject>> state(URI bridge) {
        return send("GET", bridge, "/operations/state", OperatorSeal.ANY)
                .thenApply(answer -> answer.filter(known -> known.status() == 200)
                        .flatMap(known -> BoundedJson.object(known.body())));
    }

    /**
     * Has a bridge do something.
     *
     * @param receiver its id
     * @return the status of its answer; 503 when it does not answer
     */
    int act(URI bridge, String target, String receiver) {
        return send("POST", bridge, target, receiver).join().map(Answer::status).orElse(503);
    }

    private CompletableFuture<Optional<Answer>> send(String method, URI bridge, String target, String receiver) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(bridge + target))
                .timeout(PATIENCE)
                .header(OperatorSeal.HEADER, seal.of(method, target, receiver))
                .header("Accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(BridgeClient::read, threads)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    if (failure != null) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "event=bridge-silent bridge={0} reason=\"{1}\"",
                                bridge,
                                failure);
                    } else if (answer.status() >= 300) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "event=bridge-refused bridge={0} status={1}",
                                bridge,
                                answer.status());
                    }
                    return Optional.ofNullable(answer);
                });
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
            }
            return new Answer(response.statusCode(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A certificate names the host, so over https the name stands for itself. */
    private static List<OperationsSettings.Bridge> resolved(OperationsSettings.Bridge bridge) {
        URI address = bridge.address();
        if (!address.getScheme().equalsIgnoreCase("http")) {
            return List.of(bridge);
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(address.getHost()))
                    .limit(MOST_ADDRESSES)
                    .map(one -> new OperationsSettings.Bridge(at(address, one), bridge.service()))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of(bridge);
        }
    }

    private static URI at(URI address, InetAddress one) {
        try {
            return new URI(
                    address.getScheme(), null, one.getHostAddress(), address.getPort(), address.getPath(), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(int status, byte[] body) {}
}
