package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What logs and audit events say about the request that caused them: the one that their thread serves. */
@ApplicationScoped
public class RequestTrace {

    private static final ThreadLocal<Served> SERVED = new ThreadLocal<>();

    /** The thread serves this request, until it is told that it {@link #end ended}. */
    public void begin(String requestId, Supplier<String> clientAddress) {
        SERVED.set(new Served(requestId, clientAddress));
    }

    /** The thread serves it no more. */
    public void end() {
        SERVED.remove();
    }

    /** Whether the thread serves a request. */
    public boolean isUnderWay() {
        return SERVED.get() != null;
    }

    /** The request's id, as {@code X-Request-Id} tells it; empty outside of a request. */
    public String id() {
        Served request = SERVED.get();
        return request == null ? "" : request.id;
    }

    /** The client's address; empty outside of a request. */
    public String clientAddress() {
        Served request = SERVED.get();
        return request == null ? "" : request.address();
    }

    /**
     * Whom limits per address count: the client's address, of IPv6 its network of 64 bits; empty outside of a request.
     */
    public String clientNetwork() {
        return RequestAddress.network(clientAddress());
    }

    /** A request, and the address of its client once somebody has asked for it. */
    private static final class Served {

        private final String id;
        private final Supplier<String> addressToLookUp;
        private @Nullable String address;

        Served(String id, Supplier<String> addressToLookUp) {
            this.id = id;
            this.addressToLookUp = addressToLookUp;
        }

        String address() {
            if (address == null) {
                address = addressToLookUp.get();
            }
            return address;
        }
    }
}
