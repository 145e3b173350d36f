package org.mcpgateway.auth.oauth;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be served, told in OAuth's terms. {@link #description()} is for the client and never holds a
 * secret, {@link #detail()} is for the log alone. Only {@code OAuthExceptionMapper} makes an answer of it, and
 * {@code AuthorizeResource} a redirect.
 */
public final class OAuthException extends RuntimeException {

    private final OAuthError error;
    private final String description;
    private final @Nullable String detail;
    private final @Nullable String challenge;
    private final @Nullable Duration retryAfter;

    private OAuthException(
            OAuthError error,
            String description,
            @Nullable String detail,
            @Nullable String challenge,
            @Nullable Duration retryAfter) {
        super(error.code() + ": " + description);
        this.error = error;
        this.description = description;
        this.detail = detail;
        this.challenge = challenge;
        this.retryAfter = retryAfter;
    }

    /** Any error with its description. */
    public static OAuthException of(OAuthError error, String description) {
        return new OAuthException(error, description, null, null, null);
    }

    /** {@code invalid_request}: say which parameter, and what it should be. */
    public static OAuthException invalidRequest(String description) {
        return of(OAuthError.INVALID_REQUEST, description);
    }

    /** {@code invalid_client} (401). */
    public static OAuthException invalidClient(String description) {
        return of(OAuthError.INVALID_CLIENT, description);
    }

    /** {@code invalid_grant}. */
    public static OAuthException invalidGrant(String description) {
        return of(OAuthError.INVALID_GRANT, description);
    }

    /** {@code invalid_target} (RFC 8707 s2). */
    public static OAuthException invalidTarget(String description) {
        return of(OAuthError.INVALID_TARGET, description);
    }

    /** {@code invalid_client_metadata} (RFC 7591 s3.2.2). */
    public static OAuthException invalidClientMetadata(String description) {
        return of(OAuthError.INVALID_CLIENT_METADATA, description);
    }

    /** {@code invalid_redirect_uri} (RFC 7591 s3.2.2). */
    public static OAuthException invalidRedirectUri(String description) {
        return of(OAuthError.INVALID_REDIRECT_URI, description);
    }

    /** {@code access_denied}. */
    public static OAuthException accessDenied(String description) {
        return of(OAuthError.ACCESS_DENIED, description);
    }

    /** {@code too_many_requests} (429) with {@code Retry-After}. */
    public static OAuthException tooManyRequests(String description, Duration retryAfter) {
        return new OAuthException(OAuthError.TOO_MANY_REQUESTS, description, null, null, retryAfter);
    }

    /** {@code temporarily_unavailable} (503) with {@code Retry-After}. */
    public static OAuthException unavailable(String description, Duration retryAfter) {
        return new OAuthException(OAuthError.TEMPORARILY_UNAVAILABLE, description, null, null, retryAfter);
    }

    /** A copy whose detail goes to the log only. */
    public OAuthException withDetail(String logDetail) {
        return new OAuthException(error, description, logDetail, challenge, retryAfter);
    }

    /** A copy that is answered with this {@code WWW-Authenticate} value. */
    public OAuthException withChallenge(String wwwAuthenticate) {
        return new OAuthException(error, description, detail, wwwAuthenticate, retryAfter);
    }

    /** The error code. */
    public OAuthError error() {
        return error;
    }

    /** What the client is told; {@code error_description} on the wire. */
    public String description() {
        return description;
    }

    /** What the log is told besides. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** The value of {@code WWW-Authenticate}. */
    public Optional<String> challenge() {
        return Optional.ofNullable(challenge);
    }

    /** The value of {@code Retry-After}, sent in seconds. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
