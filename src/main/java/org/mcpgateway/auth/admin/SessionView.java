package org.mcpgateway.auth.admin;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import org.mcpgateway.auth.operations.BridgeState;

/**
 * A live MCP session as administrators see it; never the identifier that its client has, which is a secret.
 *
 * @param id the SHA-256 of that identifier, base64url
 * @param service the MCP server behind it
 * @param username the user's name; empty where nobody signs in
 * @param userId the subject of the user's tokens
 * @param clientId the OAuth client
 * @param transport {@code streamable-http} or {@code http-sse}
 * @param protocolVersion the revision of MCP; empty until it is negotiated
 * @param openedAt when
 * @param idleSeconds how long nothing has happened
 * @param calls under way
 * @param bridge the bridge's id
 */
public record SessionView(
        String id,
        String service,
        String username,
        @JsonbProperty("user_id") String userId,
        @JsonbProperty("client_id") String clientId,
        String transport,
        @JsonbProperty("protocol_version") String protocolVersion,
        @JsonbProperty("opened_at") Instant openedAt,
        @JsonbProperty("idle_seconds") long idleSeconds,
        int calls,
        String bridge) {

    static SessionView of(BridgeState.Session session, String bridge) {
        return new SessionView(
                session.id(),
                session.service(),
                session.username(),
                session.userId(),
                session.clientId(),
                session.transport(),
                session.protocolVersion(),
                session.openedAt(),
                session.idle().toSeconds(),
                session.calls(),
                bridge);
    }
}
