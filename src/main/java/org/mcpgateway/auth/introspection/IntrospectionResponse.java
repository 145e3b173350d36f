package org.mcpgateway.auth.introspection;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Optional;

/**
 * The answer of the introspection endpoint (RFC 7662 s2.2); of an inactive token nothing else is told.
 *
 * @param active whether the token lives and concerns the caller
 * @param scope space-separated
 * @param clientId whom it was issued to
 * @param username who granted it
 * @param tokenType {@code Bearer} for an access token
 * @param exp when it ends, seconds since the epoch
 * @param iat when it was issued, seconds since the epoch
 * @param nbf from when it is good, seconds since the epoch
 * @param sub the user's identifier
 * @param aud the resources it opens
 * @param iss this server
 * @param jti of an access token
 */
public record IntrospectionResponse(
        boolean active,
        Optional<String> scope,
        @JsonbProperty("client_id") Optional<String> clientId,
        Optional<String> username,
        @JsonbProperty("token_type") Optional<String> tokenType,
        Optional<Long> exp,
        Optional<Long> iat,
        Optional<Long> nbf,
        Optional<String> sub,
        Optional<List<String>> aud,
        Optional<String> iss,
        Optional<String> jti) {

    /** Of a token that does not live, or does not concern the caller. */
    static IntrospectionResponse inactive() {
        return new IntrospectionResponse(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
