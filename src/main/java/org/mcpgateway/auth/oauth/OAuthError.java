package org.mcpgateway.auth.oauth;

/** The error codes that this server sends, each with its wire name and the HTTP status it has by default. */
public enum OAuthError {
    /** A parameter is missing, malformed or repeated (RFC 6749 s4.1.2.1, s5.2). */
    INVALID_REQUEST("invalid_request", 400),
    /** The client is unknown or failed to authenticate (RFC 6749 s5.2). */
    INVALID_CLIENT("invalid_client", 401),
    /** A code, refresh token or device code is unknown, expired, used or another client's (RFC 6749 s5.2). */
    INVALID_GRANT("invalid_grant", 400),
    /** The client may not use this grant (RFC 6749 s5.2). */
    UNAUTHORIZED_CLIENT("unauthorized_client", 400),
    /** The grant is not one of this server's (RFC 6749 s5.2). */
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    /** The response type is not {@code code} (RFC 6749 s4.1.2.1). */
    UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type", 400),
    /** The scope exceeds what was granted (RFC 6749 s5.2). */
    INVALID_SCOPE("invalid_scope", 400),
    /** The resource is none of this gateway's (RFC 8707 s2). */
    INVALID_TARGET("invalid_target", 400),
    /** The resource owner or the server said no (RFC 6749 s4.1.2.1, RFC 8628 s3.5). */
    ACCESS_DENIED("access_denied", 403),
    /** The same, as a device learns it at the token endpoint (RFC 8628 s3.5). */
    DEVICE_DENIED("access_denied", 400),
    /** The user must sign in, and {@code prompt=none} forbade asking (OpenID Connect Core s3.1.2.6). */
    LOGIN_REQUIRED("login_required", 400),
    /** The user must consent, and {@code prompt=none} forbade asking (OpenID Connect Core s3.1.2.6). */
    CONSENT_REQUIRED("consent_required", 400),
    /** The access token is missing, malformed, expired or revoked (RFC 6750 s3.1). */
    INVALID_TOKEN("invalid_token", 401),
    /** The access token lacks a scope (RFC 6750 s3.1). */
    INSUFFICIENT_SCOPE("insufficient_scope", 403),
    /** A redirect URI cannot be registered (RFC 7591 s3.2.2). */
    INVALID_REDIRECT_URI("invalid_redirect_uri", 400),
    /** Another member of the client metadata cannot be registered (RFC 7591 s3.2.2). */
    INVALID_CLIENT_METADATA("invalid_client_metadata", 400),
    /** The device's user has not decided yet (RFC 8628 s3.5). */
    AUTHORIZATION_PENDING("authorization_pending", 400),
    /** The device polls too often (RFC 8628 s3.5). */
    SLOW_DOWN("slow_down", 400),
    /** The device code has expired (RFC 8628 s3.5). */
    EXPIRED_TOKEN("expired_token", 400),
    /** The token type cannot be revoked here (RFC 7009 s2.2.1). */
    UNSUPPORTED_TOKEN_TYPE("unsupported_token_type", 400),
    /** There is nothing under this address, or nothing that the caller may know of. */
    NOT_FOUND("not_found", 404),
    /** A limit of the abuse guard was passed; sent with {@code Retry-After} (RFC 6585 s4). */
    TOO_MANY_REQUESTS("too_many_requests", 429),
    /** Something this server needs is away; sent with {@code Retry-After} (RFC 6749 s4.1.2.1). */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503),
    /** An unexpected condition (RFC 6749 s4.1.2.1). */
    SERVER_ERROR("server_error", 500);

    private final String code;
    private final int status;

    OAuthError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The value of {@code error} on the wire. */
    public String code() {
        return code;
    }

    /** The HTTP status of an answer that carries this error. */
    public int status() {
        return status;
    }
}
