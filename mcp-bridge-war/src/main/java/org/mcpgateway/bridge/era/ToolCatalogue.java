package org.mcpgateway.bridge.era;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/**
 * What the tools of a server want repeated in headers; asked of the server at the first call, after each change, and
 * before a call is refused: a server of the stateless revision tells of changes only those who listen.
 */
final class ToolCatalogue {

    private static final int MOST_PAGES = 100;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** So that a client that is always wrong, or a server that always fails, makes no listing at each call. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final ServerConnection connection;
    private final ReentrantLock listing = new ReentrantLock();
    private final AtomicReference<Listing> latest = new AtomicReference<>(Listing.none());

    /** The last one and when it began; only under the lock. */
    private Listing last = Listing.none();

    private long lastBegan = System.nanoTime();

    ToolCatalogue(ServerConnection connection) {
        this.connection = connection;
    }

    /** What the server has said of its tools. Each is only itself: two of the same content differ in their time. */
    private static final class Listing {

        private final Optional<ParameterHeaders> headers;
        private final int earlier;
        private final long notBefore;

        /**
         * @param headers empty when the server has not told them yet
         * @param earlier listings since the last change
         * @param notBefore another one, {@link System#nanoTime()}
         */
        private Listing(Optional<ParameterHeaders> headers, int earlier, long notBefore) {
            this.headers = headers;
            this.earlier = earlier;
            this.notBefore = notBefore;
        }

        static Listing none() {
            return new Listing(Optional.empty(), 0, System.nanoTime());
        }

        /** The first may be too old or have failed by chance, so that another one may follow at once. */
        Listing followedBy(Optional<ParameterHeaders> read) {
            long rest = earlier == 0 ? 0 : REST.toNanos();
            return new Listing(read.or(() -> headers), earlier + 1, System.nanoTime() + rest);
        }

        boolean mayBeFollowed() {
            return System.nanoTime() - notBefore >= 0;
        }

        void check(StatelessRequest request, Exchange exchange) throws StatelessException {
            headers.orElse(ParameterHeaders.NONE).check(request, exchange);
        }
    }

    void forget() {
        latest.set(Listing.none());
    }

    /** @throws StatelessException -32020 when a header of the call is not as the tool wants it */
    void check(StatelessRequest call, Exchange exchange) throws StatelessException {
        JsonObject envelope = Json.without(call.meta(), "progressToken", Revision.LOG_LEVEL);
        Listing known = latest.get();
        if (known.headers.isEmpty()) {
            known = after(known, envelope);
        }
        try {
            known.check(call, exchange);
        } catch (StatelessException mismatch) {
            Listing newer = after(known, envelope);
            if (newer == known) {
                throw mismatch;
            }
            newer.check(call, exchange);
        }
    }

    /**
     * Returns what another call has made the server list meanwhile, or makes it do so, or the same again. However many
     * wait and however often the tools change, each waits for two listings at most.
     */
    private Listing after(Listing seen, JsonObject envelope) {
        long came = System.nanoTime();
        listing.lock();
        try {
            if (lastBegan - came > 0) {
                return last;
            }
            Listing now = latest.get();
            boolean isNews = now != seen && now.headers.isPresent();
            if (isNews || !now.mayBeFollowed()) {
                return now;
            }
            lastBegan = System.nanoTime();
            last = now.followedBy(tools(envelope).map(ParameterHeaders.NONE::updated));
            latest.compareAndSet(now, last); // not when a change came in between
            return last;
        } finally {
            listing.unlock();
        }
    }

    /** Returns empty when the server did not list them all. */
    private Optional<List<JsonObject>> tools(JsonObject envelope) {
        var tools = new ArrayList<JsonObject>();
        JsonObject params = Json.object("_meta", envelope);
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<JsonObject> result = list(params);
            if (result.isEmpty()) {
                return Optional.empty();
            }
            if (result.get().get("tools") instanceof JsonArray array) {
                array.getValuesAs(JsonObject.class).forEach(tools::add);
            }
            if (!(result.get().get("nextCursor") instanceof JsonString cursor)) {
                break;
            }
            params = Json.with(params, "cursor", cursor);
        }
        return Optional.of(tools);
    }

    /** A server that knows no lists of tools declares no headers; the call itself will show what is wrong with it. */
    private Optional<JsonObject> list(JsonObject params) {
        try {
            JsonObject response =
                    connection.request("tools/list", params, LONGEST).join();
            int code = Json.member(response, "error").getInt("code", 0);
            return response.containsKey("result") || code == JsonRpcError.METHOD_NOT_FOUND
                    ? Optional.of(Json.member(response, "result"))
                    : Optional.empty();
        } catch (CompletionException unanswered) {
            return Optional.empty();
        }
    }
}
