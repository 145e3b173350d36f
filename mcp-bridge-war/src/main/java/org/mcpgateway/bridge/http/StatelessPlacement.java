package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.mcpgateway.bridge.era.ServerKey;
import org.mcpgateway.bridge.replica.ForwardedCall;
import org.mcpgateway.bridge.replica.Leases;
import org.mcpgateway.bridge.replica.Replica;
import org.mcpgateway.bridge.replica.Replicas;

/** Brings all stateless requests of one user to one service to the replica that runs their server. */
@ApplicationScoped
public class StatelessPlacement {

    private static final int MOST_HANDOVERS = 3;

    private final Replicas replicas;
    private final Leases leases;
    private final Forwarder forwarder;

    @Inject
    public StatelessPlacement(Replicas replicas, Leases leases, Forwarder forwarder) {
        this.replicas = replicas;
        this.leases = leases;
        this.forwarder = forwarder;
    }

    /**
     * Prepares what is to be done with a request, while it is still there.
     *
     * @param here serves it in this bridge
     * @return does it; may wait
     */
    public Runnable of(ServerKey key, HttpServletRequest request, byte[] body, AsyncResponse answer, Runnable here) {
        Runnable inUse = () -> leases.use(key.service(), key.principal(), here);
        if (!replicas.areSeveral() || request instanceof ForwardedRequest) {
            return inUse;
        }
        ForwardedCall call = Forwarder.call(request, key.service(), "mcp", body);
        return () -> serve(key, call, answer, inUse);
    }

    private void serve(ServerKey key, ForwardedCall call, AsyncResponse answer, Runnable here) {
        Replica holder = leases.holder(key.service(), key.principal());
        for (int i = 0; i < MOST_HANDOVERS && !holder.equals(replicas.self()); i++) {
            if (forwarder.forward(call, holder, answer) == Forwarder.Outcome.ANSWERED) {
                return;
            }
            holder = leases.takeOver(key.service(), key.principal(), holder);
        }
        if (holder.equals(replicas.self())) {
            here.run();
        } else {
            answer.fail(503, "the replica that serves this user cannot be reached at the moment");
        }
    }
}
