package org.mcpgateway.auth.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.function.Supplier;

/** What logs and audit events say about the request that caused them. */
@RequestScoped
public class RequestTrace {

    private String id = "";
    private Supplier<String> address = () -> "";

    void begin(String requestId, Supplier<String> clientAddress) {
        this.id = requestId;
        this.address = clientAddress;
    }

    /** The request's id, as {@code X-Request-Id} tells it; empty outside of a request. */
    public String id() {
        return id;
    }

    /** The client's address; empty outside of a request. */
    public String clientAddress() {
        return address.get();
    }
}
