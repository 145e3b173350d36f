package org.mcpgateway.auth.client;

import java.util.Arrays;
import java.util.Optional;

/** How a client proves itself at the token endpoint (RFC 7591 s2, {@code token_endpoint_auth_method}). */
public enum AuthenticationMethod {
    /** The secret in an {@code Authorization: Basic} header. */
    CLIENT_SECRET_BASIC("client_secret_basic"),
    /** The secret in the form. */
    CLIENT_SECRET_POST("client_secret_post"),
    /** A public client: no secret, PKCE alone. */
    NONE("none");

    private final String wireName;

    AuthenticationMethod(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** The method of a wire name. */
    public static Optional<AuthenticationMethod> of(String wireName) {
        return Arrays.stream(values())
                .filter(method -> method.wireName.equals(wireName))
                .findFirst();
    }
}
