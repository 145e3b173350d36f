package org.mcpgateway.bridge.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.replica.Replicas;

/**
 * Keeps the records of this bridge's sessions in Redis. A record outlives its session's last use by the idle time, no
 * matter how the bridge ends; it is written again while the session is in use, so that a Redis that has lost it gets it
 * back.
 */
@ApplicationScoped
public class SessionRegister {

    private static final System.Logger LOG = System.getLogger(SessionRegister.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final SessionRecords records;
    private final Replicas replicas;
    private final Clock clock;
    private final Duration idle;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    @Inject
    public SessionRegister(SessionRecords records, Replicas replicas, Clock clock, BridgeConfig.LimitSettings limits) {
        this.records = records;
        this.replicas = replicas;
        this.clock = clock;
        this.idle = limits.idle();
    }

    /** What was last written of a session. */
    private record Written(Instant createdAt, Instant at, String protocolVersion) {}

    /**
     * Writes the record of a new session.
     *
     * @return waits until other replicas can find it; when Redis does not answer they cannot, until it does
     */
    Runnable add(Session session) {
        if (!records.areKept()) {
            return () -> {};
        }
        Instant now = clock.instant();
        written.put(session.id(), new Written(now, now, ""));
        CompletionStage<?> saving = records.save(Map.of(session.id(), record(session, now, now)));
        return () -> await(saving);
    }

    /** Forgets a session that is over. */
    void remove(String id) {
        if (written.remove(id) != null) {
            records.delete(id).whenComplete(SessionRegister::report);
        }
    }

    /** Writes the records again that say too little or would end too early. */
    void refresh(Collection<Session> sessions) {
        if (!records.areKept()) {
            return;
        }
        Instant now = clock.instant();
        Map<String, SessionRecords.Kept> due = new HashMap<>();
        for (Session session : sessions) {
            Written before = written.get(session.id());
            if (before != null && isDue(session, before, now)) {
                due.put(session.id(), record(session, before.createdAt(), now));
                written.computeIfPresent(
                        session.id(), (id, same) -> new Written(same.createdAt(), now, session.protocolVersion()));
            }
        }
        records.save(due).whenComplete(SessionRegister::report);
    }

    private boolean isDue(Session session, Written before, Instant now) {
        if (!before.protocolVersion().equals(session.protocolVersion())) {
            return true;
        }
        boolean isOld = Duration.between(before.at(), now).compareTo(idle.dividedBy(3)) >= 0;
        boolean wasUsed = now.minusNanos(session.idleNanos()).isAfter(before.at());
        return isOld && wasUsed;
    }

    private SessionRecords.Kept record(Session session, Instant createdAt, Instant now) {
        Duration unused = Duration.ofNanos(session.idleNanos());
        Duration left = idle.minus(unused);
        return new SessionRecords.Kept(
                new SessionRecord(
                        session.key(), replicas.self(), session.protocolVersion(), createdAt, now.minus(unused)),
                left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
    }

    private static void await(CompletionStage<?> saving) {
        try {
            saving.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "event=session-not-recorded reason=\"{0}\"", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void report(@Nullable Object done, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.log(System.Logger.Level.WARNING, "event=session-not-recorded reason=\"{0}\"", failure.getMessage());
        }
    }
}
