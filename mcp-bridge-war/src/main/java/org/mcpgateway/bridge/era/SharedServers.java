package org.mcpgateway.bridge.era;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** The running servers of the stateless clients, one for each service and principal. */
final class SharedServers {

    private final EraSettings settings;
    private final Map<ServerKey, CompletableFuture<SharedServer>> running = new ConcurrentHashMap<>();

    SharedServers(EraSettings settings) {
        this.settings = settings;
    }

    /** A call in the server that runs it. */
    record Begun(SharedServer server, Call call) {}

    /** Returns the request, sent to a server that is started if there is none. */
    Begun begin(ServerKey key, ServerOpener opener, StatelessRequest request) throws StatelessException {
        while (true) {
            var server = require(key, opener);
            var call = server.begin(request, settings.mostCalls());
            if (call.isPresent()) {
                return new Begun(server, call.get());
            }
            running.computeIfPresent(key, (same, future) -> future.getNow(server) == server ? null : future);
        }
    }

    /** Returns the server of that key, started by the first who asks. */
    SharedServer require(ServerKey key, ServerOpener opener) throws StatelessException {
        var mine = new CompletableFuture<SharedServer>();
        var theirs = running.putIfAbsent(key, mine);
        if (theirs == null) {
            return start(key, opener, mine);
        }
        try {
            return theirs.join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case StatelessException known -> throw known;
                case ServerUnavailableException unavailable -> throw unavailable;
                case null, default -> throw failed;
            }
        }
    }

    private SharedServer start(ServerKey key, ServerOpener opener, CompletableFuture<SharedServer> mine)
            throws StatelessException {
        try {
            if (running.size() > settings.mostServers()) {
                throw StatelessException.busy("Too many servers are running");
            }
            var server = SharedServer.start(opener, settings);
            mine.complete(server);
            return server;
        } catch (StatelessException | RuntimeException failed) {
            running.remove(key, mine);
            mine.completeExceptionally(failed);
            throw failed;
        }
    }

    Optional<SharedServer> find(ServerKey key) {
        return Optional.ofNullable(running.get(key))
                .filter(future -> future.isDone() && !future.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    void stopIdle() {
        running.forEach((key, future) -> {
            if (future.isDone()
                    && (future.isCompletedExceptionally() || future.join().stopIfIdle(settings.idle()))) {
                running.remove(key, future);
            }
        });
    }

    void stop() {
        running.keySet().forEach(key -> find(key).ifPresent(SharedServer::stop));
        running.clear();
    }
}
