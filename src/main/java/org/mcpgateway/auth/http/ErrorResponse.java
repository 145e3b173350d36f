package org.mcpgateway.auth.http;

import jakarta.json.bind.annotation.JsonbProperty;

/**
 * The JSON of an error (RFC 6749 s5.2).
 *
 * @param error the code
 * @param errorDescription what to do about it, for a developer
 */
public record ErrorResponse(
        String error, @JsonbProperty("error_description") String errorDescription) {}
