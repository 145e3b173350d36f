package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Serves the stateless revision over any server (MCP 2026-07-28, basic/transports/streamable-http).
 *
 * <p>{@link #serve} runs on a thread that may wait: it returns when the response has been written.
 */
public class StatelessEndpoint implements AutoCloseable {

    /** What earlier revisions had; a server that still answers it does so for its {@code initialize} clients. */
    private static final Set<String> REMOVED =
            Set.of("initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe");

    private static final System.Logger LOG = System.getLogger(StatelessEndpoint.class.getName());

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final EraSettings settings;
    private final SharedServers servers;
    private final ParkedCalls parked = new ParkedCalls();
    private final Thread sweeper;

    public StatelessEndpoint(EraSettings settings) {
        this.settings = settings;
        servers = new SharedServers(settings);
        sweeper = Thread.ofPlatform().daemon().name("stateless-sweeper").start(this::sweep);
    }

    private void sweep() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(SWEEP);
                parked.cancelExpired();
                servers.stopIdle();
            } catch (InterruptedException closed) {
                return;
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.WARNING, "event=stateless.sweep.failed", failed);
            }
        }
    }

    /**
     * Serves one message.
     *
     * @param key whose server it is for
     * @param opener starts that server if none runs
     * @param body the HTTP body, one JSON-RPC message
     */
    public void serve(ServerKey key, ServerOpener opener, Exchange exchange, byte[] body)
            throws IOException, InterruptedException {
        var request = new StatelessRequest(Json.parse(body).orElse(JsonValue.EMPTY_JSON_OBJECT));
        var reply = new Reply(exchange, request.id());
        try {
            check(request, exchange);
            if (request.isNotification()) {
                servers.find(key).ifPresent(server -> server.notified(request));
                exchange.accept();
            } else {
                answer(key, opener, exchange, request, reply);
            }
        } catch (StatelessException failure) {
            reply.fail(failure);
        }
    }

    private static void check(StatelessRequest request, Exchange exchange) throws StatelessException {
        if (request.method().isEmpty()
                || (!request.isNotification() && request.id().equals(JsonValue.NULL))) {
            throw StatelessException.invalidRequest("The body must be one JSON-RPC request or notification");
        }
        EnvelopeCheck.check(request, exchange);
        if (REMOVED.contains(request.method())) {
            throw StatelessException.methodNotFound(request.method());
        }
    }

    private void answer(ServerKey key, ServerOpener opener, Exchange exchange, StatelessRequest request, Reply reply)
            throws StatelessException, IOException, InterruptedException {
        SharedServer server = servers.require(key, opener);
        if (request.method().equals("tools/call")) {
            server.tools().check(request, exchange);
        }
        if (server.dialect() instanceof InitializeDialect translated) {
            if (request.method().equals("server/discover")) {
                reply.finish(translated.discovery());
                return;
            }
            checkInput(request);
            if (request.requestState().isPresent()) {
                var resumed = parked.resume(key, request, request.requestState().get());
                run(key, resumed.server(), resumed.call(), reply);
                return;
            }
        }
        var begun = servers.begin(key, opener, request);
        run(key, begun.server(), begun.call(), reply);
    }

    private static void checkInput(StatelessRequest request) throws StatelessException {
        JsonValue responses = request.params().getOrDefault("inputResponses", JsonValue.EMPTY_JSON_OBJECT);
        if (!(responses instanceof JsonObject object)
                || !object.values().stream().allMatch(JsonObject.class::isInstance)) {
            throw StatelessException.invalidParams("inputResponses must be an object of objects");
        }
    }

    private void run(ServerKey key, SharedServer server, Call call, Reply reply)
            throws IOException, InterruptedException {
        boolean waits = false;
        try {
            waits = new CallRunner(settings, server, call, reply).run();
        } catch (IOException gone) {
            server.cancel(call, "The client closed the stream");
            throw gone;
        } finally {
            if (!waits) {
                server.end(call);
            }
        }
        if (waits) {
            reply.finish(inputRequired(key, server, call));
        }
    }

    private JsonObject inputRequired(ServerKey key, SharedServer server, Call call) {
        var result = ServerQuestion.inputRequired(call.questions())
                .add("requestState", parked.park(key, server, call, settings.parked()));
        return Json.object().add("jsonrpc", "2.0").add("result", result).build();
    }

    @Override
    public void close() {
        sweeper.interrupt();
        servers.stop();
    }
}
