package org.mcpgateway.bridge.session;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.SessionSettings;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/**
 * Takes the messages of the {@link ReplayLog}s to Redis, behind the back of whoever sends them: one thread, one batch
 * after the other. Without Redis they stay in memory; there, as during an outage, all of them together may take an
 * eighth of the heap.
 */
@ApplicationScoped
public class ReplayStore {

    private static final System.Logger LOG = System.getLogger(ReplayStore.class.getName());
    private static final long BATCH_BYTES = 8L * 1024 * 1024;
    private static final Duration GATHERING = Duration.ofMillis(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Optional<StoredMessages> stored;
    private final long mostMemory = Runtime.getRuntime().maxMemory() / 8;
    private final AtomicLong memory = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Set<ReplayLog> changed = new LinkedHashSet<>();
    private @Nullable Thread writer;
    private boolean stopping;

    @Inject
    public ReplayStore(Optional<RedissonClient> redisson, SessionSettings settings) {
        this.stored = redisson.map(
                client -> new StoredMessages(client, settings.replay().age()));
    }

    @PostConstruct
    void start() {
        if (stored.isPresent()) {
            writer = Thread.ofPlatform().daemon().name("replay-writer").start(this::write);
        }
    }

    /** Writes what is left, if Redis takes it, and stops. */
    @PreDestroy
    void stop() {
        lock.lock();
        try {
            stopping = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (writer != null) {
                writer.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether so many bytes more may be kept in memory; if so they are. */
    boolean takeMemory(int bytes) {
        if (memory.addAndGet(bytes) > mostMemory) {
            memory.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveMemory(int bytes) {
        memory.addAndGet(-bytes);
    }

    /** Bytes that wait in memory. */
    long memory() {
        return memory.get();
    }

    /** Redis is to be told of this log, soon. */
    void changed(ReplayLog log) {
        if (stored.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            if (changed.add(log)) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The messages of these events, as far as Redis still has them.
     *
     * @throws IOException when it does not answer
     */
    Map<String, byte[]> load(String session, Set<String> eventIds) throws IOException {
        return stored.isEmpty() ? Map.of() : stored.get().load(session, eventIds);
    }

    private void write() {
        try {
            while (awaitWork()) {
                Thread.sleep(GATHERING);
                if (!flush(takeChanged())) {
                    if (isStopping()) {
                        return;
                    }
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (changed.isEmpty() && !stopping) {
                work.await();
            }
            return !changed.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private List<ReplayLog> takeChanged() {
        lock.lock();
        try {
            List<ReplayLog> taken = new ArrayList<>(changed);
            changed.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether Redis took everything; what it did not take is put back. */
    private boolean flush(List<ReplayLog> logs) {
        Map<ReplayLog, ReplayLog.Changes> batch = new LinkedHashMap<>();
        long bytes = 0;
        boolean complete = true;
        for (ReplayLog log : logs) {
            ReplayLog.Changes changes = log.takeChanges();
            batch.put(log, changes);
            bytes += changes.added.stream().mapToLong(entry -> entry.size).sum();
            if (bytes > BATCH_BYTES) {
                complete = send(batch) && complete;
                batch.clear();
                bytes = 0;
            }
        }
        return send(batch) && complete;
    }

    private boolean send(Map<ReplayLog, ReplayLog.Changes> batch) {
        if (batch.values().stream().allMatch(ReplayLog.Changes::isEmpty)) {
            return true;
        }
        try {
            stored.orElseThrow().write(batch);
            batch.forEach(ReplayLog::stored);
            return true;
        } catch (RedisException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=replay-not-stored sessions={0} reason=\"{1}\"",
                    batch.size(),
                    e.getMessage());
            batch.forEach(ReplayLog::notStored);
            batch.keySet().forEach(this::changed);
            return false;
        }
    }
}
