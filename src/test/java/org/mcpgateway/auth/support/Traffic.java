package org.mcpgateway.auth.support;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * Clients that register, get tokens, refresh and use them without a pause, at replicas of one issuer in turn. They note
 * what they were answered and what they were promised: that is what a fault must not take away.
 */
public final class Traffic implements AutoCloseable {

    /** What stands for a status where no answer came. */
    public static final int NO_ANSWER = 0;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String METADATA = "{\"redirect_uris\":[\"" + TestAuthorization.REDIRECT_URI + "\"]}";
    private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(20);

    private final String authority;
    private final List<TestClient> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Map<Integer, Integer>> answers = new ConcurrentHashMap<>();
    private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final TestAuthorization app;
    private final String living;
    private final String revoked;
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();
    private volatile String refreshToken;
    private volatile boolean over;

    private Traffic(AuthServer... servers) {
        authority = servers[0].issuer().getRawAuthority();
        replicas = Arrays.stream(servers).map(AuthServer::client).toList();
        app = TestAuthorization.of(servers[0]);
        refreshToken = app.tokens().getString("refresh_token");
        living = app.tokens().getString("access_token");
        revoked = app.tokens().getString("access_token");
        servers[0].client().form("/revoke", "token", revoked, "client_id", app.clientId());
    }

    /**
     * Begins.
     *
     * @param replicas the first is the one whose issuer all have
     */
    public static Traffic at(AuthServer... replicas) {
        Traffic traffic = new Traffic(replicas);
        traffic.again(traffic::register);
        traffic.again(traffic::issue);
        traffic.again(replica -> traffic.verify("living", replica, traffic.living));
        traffic.again(replica -> traffic.verify("revoked", replica, traffic.revoked));
        traffic.again(traffic::refresh);
        return traffic;
    }

    /** Something that a client was told it has: a token, or a registration. */
    private record Promise(long madeAt, BooleanSupplier isKept) {}

    /**
     * How often each status was answered.
     *
     * @param kind {@code register}, {@code token}, {@code refresh}, {@code living} or {@code revoked}
     */
    public Map<Integer, Integer> answers(String kind) {
        return new TreeMap<>(answers.getOrDefault(kind, Map.of()));
    }

    /** How many requests got no answer, or one that says to come back. */
    public int refused() {
        return answers.values().stream()
                .mapToInt(byStatus -> byStatus.getOrDefault(503, 0) + byStatus.getOrDefault(NO_ANSWER, 0))
                .sum();
    }

    /** How many tokens and registrations were promised so far. */
    public int promised() {
        return promises.size();
    }

    /** Lets what is under way come to its end. */
    public void stop() {
        over = true;
        clients.forEach(CompletableFuture::join);
    }

    /** How much of what was promised is gone. */
    public long lost() {
        return lost(Long.MAX_VALUE);
    }

    /** How much is gone of what was promised before this instant of {@link System#nanoTime}. */
    public long lost(long instant) {
        return promises.stream()
                .filter(promise ->
                        promise.madeAt() < instant && !promise.isKept().getAsBoolean())
                .count();
    }

    /** Whether the client that refreshed all the while still may. */
    public boolean isStillSignedIn() {
        return app.refresh(refreshToken).status() == 200;
    }

    /** What a replica answers to the question about a token; {@link #NO_ANSWER} where none comes. */
    public int verdict(AuthServer replica, String token) {
        return verdict(replica.client(), token).orElse(NO_ANSWER);
    }

    /** Whether this replica answers questions about tokens as it should. */
    public boolean isRightAt(AuthServer replica) {
        TestClient client = replica.client();
        return verdict(client, living).equals(Optional.of(200))
                && verdict(client, revoked).equals(Optional.of(401))
                && ask("afterwards", () -> registration(client))
                        .filter(answer -> answer.status() == 201)
                        .isPresent();
    }

    @Override
    public void close() {
        over = true;
    }

    private void again(Consumer<TestClient> act) {
        clients.add(CompletableFuture.runAsync(
                () -> {
                    while (!over) {
                        act.accept(replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size())));
                    }
                },
                Thread::startVirtualThread));
    }

    private void register(TestClient replica) {
        ask("register", () -> registration(replica))
                .filter(answer -> answer.status() == 201)
                .map(Answer::json)
                .ifPresent(this::promiseRegistration);
    }

    private void promiseRegistration(JsonObject registered) {
        String path =
                URI.create(registered.getString("registration_client_uri")).getPath();
        String token = registered.getString("registration_access_token");
        promise(() -> replicas.getFirst()
                        .get(path, "Host", authority, "Authorization", "Bearer " + token)
                        .status()
                == 200);
    }

    private void issue(TestClient replica) {
        ask(
                        "token",
                        () -> replica.post(
                                "/token",
                                FORM,
                                "grant_type=client_credentials",
                                "Host",
                                authority,
                                "Authorization",
                                TestClient.basic(AuthServer.MACHINE_CLIENT, AuthServer.OPERATORS_SECRET)))
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.json().getString("access_token"))
                .ifPresent(token ->
                        promise(() -> verdict(replicas.getFirst(), token).equals(Optional.of(200))));
    }

    /** Uses each token until its successor has arrived, as a client does. */
    private void refresh(TestClient replica) {
        ask("refresh", () -> app.refreshAt(replica, refreshToken))
                .filter(answer -> answer.status() == 200)
                .ifPresent(answer -> refreshToken = answer.json().getString("refresh_token"));
    }

    private void verify(String kind, TestClient replica, String token) {
        ask(kind, () -> verification(replica, token));
    }

    private Optional<Integer> verdict(TestClient replica, String token) {
        return ask("afterwards", () -> verification(replica, token)).map(Answer::status);
    }

    private void promise(BooleanSupplier isKept) {
        promises.add(new Promise(System.nanoTime(), isKept));
    }

    private Answer registration(TestClient replica) {
        return replica.json("/register", METADATA, "Host", authority);
    }

    private Answer verification(TestClient replica, String token) {
        return replica.verify(authority, "/services/time/mcp", token);
    }

    private Optional<Answer> ask(String kind, Supplier<Answer> question) {
        Optional<Answer> answer = answer(question);
        int status = answer.map(Answer::status).orElse(NO_ANSWER);
        answers.computeIfAbsent(kind, key -> new ConcurrentHashMap<>()).merge(status, 1, Integer::sum);
        if (status == NO_ANSWER || status == 503) {
            LockSupport.parkNanos(AFTER_A_REFUSAL.toNanos());
        }
        return answer;
    }

    private static Optional<Answer> answer(Supplier<Answer> question) {
        try {
            return Optional.of(question.get());
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
