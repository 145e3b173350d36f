package org.mcpgateway.auth.http;

import org.mcpgateway.auth.oauth.OAuthError;

/** What an HTTP status that the framework decided on is called in OAuth's terms. */
final class ErrorCodes {

    private ErrorCodes() {}

    static OAuthError of(int status) {
        return switch (status) {
            case 401 -> OAuthError.INVALID_TOKEN;
            case 403 -> OAuthError.ACCESS_DENIED;
            case 404 -> OAuthError.NOT_FOUND;
            case 429 -> OAuthError.TOO_MANY_REQUESTS;
            case 503 -> OAuthError.TEMPORARILY_UNAVAILABLE;
            default -> status < 500 ? OAuthError.INVALID_REQUEST : OAuthError.SERVER_ERROR;
        };
    }

    static String description(int status) {
        return switch (status) {
            case 401 -> "credentials are required";
            case 403 -> "this is not allowed";
            case 404 -> "there is nothing under this address";
            case 405 -> "this address does not take that method";
            case 406 -> "this address cannot answer in a media type that the request accepts";
            case 413 -> "the request is too large";
            case 415 -> "this address does not take that Content-Type";
            default ->
                status < 500
                        ? "the request is malformed"
                        : "an unexpected condition kept the request from being served";
        };
    }
}
