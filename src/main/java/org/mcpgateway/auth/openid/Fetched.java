package org.mcpgateway.auth.openid;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Something of a provider's that is fetched when it is first needed and kept for an hour. There is one fetch at a time,
 * and after one that failed a rest in which nobody else tries: a provider that hangs holds up those who wait for the
 * same answer, once.
 */
final class Fetched<T> {

    private static final System.Logger LOG = System.getLogger(Fetched.class.getName());
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final String provider;
    private final Supplier<T> source;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Copy<T> copy;
    private volatile @Nullable Failure failure;

    Fetched(String provider, Supplier<T> source, Clock clock) {
        this.provider = provider;
        this.source = source;
        this.clock = clock;
    }

    /** What was fetched last, if it is not too old. */
    Optional<T> known() {
        Copy<T> current = copy;
        return current != null && clock.instant().isBefore(current.fetchedAt().plus(LIFE))
                ? Optional.of(current.value())
                : Optional.empty();
    }

    /** What is known, else what the provider says now; throws temporarily_unavailable when it says nothing usable. */
    T value() {
        return known().orElseGet(() -> fetch(() -> known()));
    }

    /** What the provider says now. */
    T fetchedAnew() {
        return fetch(Optional::empty);
    }

    /** Fetches what is not known without anybody waiting. */
    void fetchAside() {
        if (known().isEmpty() && !lock.isLocked()) {
            Thread.ofVirtual().name("metadata-of-" + provider).start(() -> {
                try {
                    value();
                } catch (OAuthException e) {
                    // The log has it, and whoever needs the value asks again.
                }
            });
        }
    }

    private T fetch(Supplier<Optional<T>> meanwhile) {
        lock.lock();
        try {
            return meanwhile.get().orElseGet(this::fetchNow);
        } finally {
            lock.unlock();
        }
    }

    private T fetchNow() {
        Failure last = failure;
        if (last != null && clock.instant().isBefore(last.at().plus(REST))) {
            throw last.exception();
        }
        try {
            T value = source.get();
            copy = new Copy<>(value, clock.instant());
            failure = null;
            return value;
        } catch (OAuthException e) {
            String detail = e.detail().orElse(e.description());
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=identity-provider-unusable provider={0} detail={1}",
                    provider,
                    detail);
            OAuthException exception = OAuthException.unavailable(
                            "the identity provider " + provider
                                    + " cannot be used at the moment: try again, or ask this gateway's operator",
                            RETRY_AFTER)
                    .withDetail(detail);
            failure = new Failure(exception, clock.instant());
            throw exception;
        }
    }

    private record Copy<T>(T value, Instant fetchedAt) {}

    private record Failure(OAuthException exception, Instant at) {}
}
