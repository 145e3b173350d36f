package org.mcpgateway.auth.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What logs and audit events say about the request that caused them. */
@RequestScoped
public class RequestTrace {

    private String id = "";
    private Supplier<String> addressToLookUp = () -> "";
    private @Nullable String address;

    void begin(String requestId, Supplier<String> clientAddress) {
        this.id = requestId;
        this.addressToLookUp = clientAddress;
    }

    /** The request's id, as {@code X-Request-Id} tells it; empty outside of a request. */
    public String id() {
        return id;
    }

    /** The client's address; empty outside of a request. */
    public String clientAddress() {
        if (address == null) {
            address = addressToLookUp.get();
        }
        return address;
    }
}
