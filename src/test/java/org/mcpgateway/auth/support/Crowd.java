package org.mcpgateway.auth.support;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many who do the same at the same moment. */
public final class Crowd {

    private Crowd() {}

    /** What each of them got; nobody begins before all are there. */
    public static <T> List<T> of(int people, Callable<T> act) {
        CountDownLatch ready = new CountDownLatch(people);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> acts = IntStream.range(0, people)
                    .mapToObj(i -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return act.call();
                    }))
                    .toList();
            return acts.stream().map(Crowd::result).toList();
        }
    }

    private static <T> T result(Future<T> act) {
        try {
            return act.get();
        } catch (ExecutionException e) {
            throw new AssertionError("one of the crowd failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
