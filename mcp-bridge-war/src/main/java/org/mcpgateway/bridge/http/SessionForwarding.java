package org.mcpgateway.bridge.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.replica.ForwardedCall;
import org.mcpgateway.bridge.replica.Replica;
import org.mcpgateway.bridge.replica.Replicas;
import org.mcpgateway.bridge.session.SessionKey;
import org.mcpgateway.bridge.session.SessionRecords;
import org.mcpgateway.bridge.session.Sessions;
import org.redisson.client.RedisException;

/** Requests for sessions that are not here: another replica has them, or nobody. */
@ApplicationScoped
public class SessionForwarding {

    private static final System.Logger LOG = System.getLogger(SessionForwarding.class.getName());
    private static final String ENDED = "the session has ended: initialize again";

    private final Replicas replicas;
    private final SessionRecords records;
    private final Forwarder forwarder;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    public SessionForwarding(Replicas replicas, SessionRecords records, Forwarder forwarder) {
        this.replicas = replicas;
        this.records = records;
        this.forwarder = forwarder;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /**
     * A session that a request names.
     *
     * @param id as the client has it
     * @param key whose it must be
     * @param endpoint of the service
     */
    public record Wanted(String id, SessionKey key, String endpoint) {}

    /** Hands the request to the replica that has the session; 404 when nobody has, or it is somebody else's. */
    public void pass(Wanted wanted, byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!replicas.areSeveral() || request instanceof ForwardedRequest || !Sessions.isId(wanted.id())) {
            JsonError.send(response, 404, JsonRpcError.SERVER_ERROR, ENDED);
            return;
        }
        ForwardedCall call = Forwarder.call(request, wanted.key().service(), wanted.endpoint(), body)
                .with("mcp-session-id", wanted.id());
        AsyncResponse answer = AsyncResponse.start(request, response);
        threads.execute(() -> pass(wanted, call, answer));
    }

    private void pass(Wanted wanted, ForwardedCall call, AsyncResponse answer) {
        try {
            Optional<Replica> owner =
                    records.owner(wanted.id(), wanted.key()).filter(replica -> !replica.equals(replicas.self()));
            if (owner.isEmpty()) {
                answer.fail(404, ENDED);
            } else if (forwarder.forward(call, owner.get(), answer) == Forwarder.Outcome.UNREACHABLE) {
                unreachable(wanted, owner.get(), answer);
            }
        } catch (RedisException e) {
            LOG.log(System.Logger.Level.WARNING, "event=session-not-looked-up reason=\"{0}\"", e.getMessage());
            answer.fail(503, "sessions of other replicas cannot be found at the moment");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "event=forwarding-failed", e);
            answer.fail(500, "the bridge failed");
        } finally {
            answer.end();
        }
    }

    /** A replica that has not died may come back into reach; the sessions of one that has died are lost. */
    private void unreachable(Wanted wanted, Replica owner, AsyncResponse answer) {
        if (replicas.isAlive(owner)) {
            answer.fail(503, "the replica of this session cannot be reached at the moment");
            return;
        }
        LOG.log(System.Logger.Level.INFO, "event=session-lost replica={0}", owner.id());
        records.forget(wanted.id());
        answer.fail(404, ENDED);
    }
}
