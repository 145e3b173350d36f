package org.mcpgateway.bridge.fetch;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns documents into what a model is given, few at a time, on threads of its own: a page is somebody else's and may
 * take long, and a virtual thread that computes gives its processor to nobody.
 */
final class Simplifier implements AutoCloseable {

    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_WAITING = 64;

    private final Duration patience;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("fetch-simplifier-", 0).daemon().factory());

    /** @param patience the longest that a document may take */
    Simplifier(Duration patience) {
        this.patience = patience;
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What a model is given of the document.
     *
     * @param raw whether it is wanted as it is
     * @throws FetchException when it is not text, or cannot be simplified
     */
    Page page(Document document, boolean raw) throws FetchException {
        if (raw || !document.isHtml()) {
            return Page.of(document, raw);
        }
        Future<Page> page = begin(document);
        try {
            return page.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            page.cancel(true);
            throw new FetchException("The page takes too long to be simplified; it can be had with raw");
        } catch (ExecutionException e) {
            System.getLogger(Simplifier.class.getName())
                    .log(System.Logger.Level.WARNING, "event=page-not-simplified", e.getCause());
            throw new FetchException("The page cannot be simplified; it can be had with raw");
        } catch (InterruptedException e) {
            page.cancel(true);
            Thread.currentThread().interrupt();
            throw new FetchException("The request was cancelled");
        }
    }

    private Future<Page> begin(Document document) throws FetchException {
        try {
            return threads.submit(() -> Page.of(document, false));
        } catch (RejectedExecutionException e) {
            throw new FetchException("Too many pages are being simplified: try again in a moment");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
