package org.mcpgateway.bridge.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Every key of the bridge. What stands for a session id, which opens a session where nobody signs in, is its SHA-256
 * (base64url, 43 characters), never the id.
 */
public final class RedisKeys {

    /** Never written: asked for to see whether Redis answers. */
    static final String PROBE = "redis:session:probe";

    private RedisKeys() {}

    /** {@code SessionRecord} JSON: whose session it is and which replica has it; {@code MCP_SESSION_IDLE_TIMEOUT}. */
    public static String sessionState(String sessionId) {
        return session(sessionId) + ":state";
    }

    /**
     * Hash of what was sent on the session's event streams, the message by the id of its event; {@code MCP_REPLAY_AGE}.
     */
    public static String sessionMessages(String sessionId) {
        return session(sessionId) + ":messages";
    }

    /** The address of a replica that lives; a few seconds, written again and again. */
    public static String replica(String replicaId) {
        return "redis:replica:" + replicaId;
    }

    /** {@code Replica} JSON: the one that runs a user's server for stateless clients; a few seconds, as before. */
    public static String lease(String service, String principal) {
        return "redis:lease:" + service + ":" + sha256(principal);
    }

    /**
     * Hash of a user's own secrets, sealed, by name; written by the authorization server, without an end.
     *
     * @param userId the subject of the user's tokens
     */
    public static String vault(String userId) {
        return "oauth:vault:" + sha256(userId);
    }

    /** What stands for a session's id wherever it can be read: SHA-256, base64url, 43 characters. */
    public static String digest(String sessionId) {
        return sha256(sessionId);
    }

    private static String session(String sessionId) {
        return "redis:session:{" + digest(sessionId) + "}";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
