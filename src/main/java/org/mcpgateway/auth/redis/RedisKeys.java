package org.mcpgateway.auth.redis;

/**
 * Every key of the authorization server, with the names of the forerunner. What stands for a secret is its SHA-256
 * (base64url, 43 characters), never the secret.
 */
public final class RedisKeys {

    /** Topic: identifiers of access tokens that have ended, separated by spaces. */
    public static final String REVOCATIONS = "oauth:revocations";

    private RedisKeys() {}

    /** {@code ClientRecord} JSON; {@code CLIENT_LIFETIME} (0: no end), a day until it is first used. */
    public static String client(String clientId) {
        return "oauth:client:" + clientId;
    }

    /** There while a client's metadata document need not be fetched again; as long as its caching rules say. */
    public static String freshDocument(String sha256) {
        return "oauth:fresh_document:" + sha256;
    }

    /** A pending authorization, JSON; 5 minutes; taken once by {@code GETDEL}. */
    public static String state(String sha256) {
        return "oauth:state:" + sha256;
    }

    /** {@code AuthorizationCode} JSON, 60 s; afterwards a tombstone with the grant id, 10 min. */
    public static String code(String sha256) {
        return "oauth:code:{" + sha256 + "}";
    }

    /** {@code DeviceAuthorization} JSON under the digest of its device code; 20 minutes, gone once handed out. */
    public static String device(String sha256) {
        return "oauth:device:{" + sha256 + "}";
    }

    /** There while a device has to wait before it asks again. */
    public static String deviceRest(String sha256) {
        return "oauth:device:{" + sha256 + "}:rest";
    }

    /** The seconds that a device has to wait that asked too often; 20 minutes. */
    public static String devicePace(String sha256) {
        return "oauth:device:{" + sha256 + "}:pace";
    }

    /** The digest of the device code that a user code stands for; 10 minutes, gone once decided. */
    public static String userCode(String sha256) {
        return "oauth:user_code:" + sha256;
    }

    /** {@code AccessTokenRecord} JSON of a living access token; {@code ACCESS_TOKEN_LIFETIME}. */
    public static String token(String jti) {
        return "oauth:token:" + jti;
    }

    /** Hash of a refresh token family: the grant and the SHA-256 of its tokens; {@code REFRESH_TOKEN_LIFETIME}. */
    public static String refresh(String grantId) {
        return "oauth:refresh:" + grantId;
    }

    /** Sorted set of the jti of a grant's living access tokens by expiry; ends with the last of them. */
    public static String grantTokens(String grantId) {
        return "oauth:grant_tokens:" + grantId;
    }

    /** Marks a grant whose tokens were revoked while others may still be on their way; 10 minutes. */
    public static String revokedGrant(String grantId) {
        return "oauth:revoked_grant:" + grantId;
    }

    /** Sorted set of a client's grants by expiry; ends with the last of them. */
    public static String clientGrants(String clientId) {
        return "oauth:client_grants:" + clientId;
    }

    /** Sorted set of the jti of a user's living access tokens by expiry; ends with the last of them. */
    public static String userTokens(String username) {
        return "oauth:user_tokens:" + username;
    }

    /** {@code UserIdentity} JSON of a sign-in at the local provider; 1 minute; taken once by {@code GETDEL}. */
    public static String localCode(String sha256) {
        return "oauth:local_code:" + sha256;
    }

    /** {@code BrowserSession} JSON: who signed in with this browser; 8 hours. */
    public static String browserSession(String sha256) {
        return "oauth:browser_session:" + sha256;
    }

    /** {@code Consent} JSON: what a user let a client do; {@code CLIENT_LIFETIME}, a year if that is 0. */
    public static String consent(String provider, String subject, String clientId) {
        return "oauth:consent:" + provider + ":" + subject + ":" + clientId;
    }

    /** The millisecond at which all permits of a limit are back; until then. */
    public static String rate(String limit, String sha256) {
        return "oauth:rate:" + limit + ":" + sha256;
    }

    /** Sorted set of the clients that one address registered alike, by time; {@code CLIENT_UNUSED_LIFETIME}. */
    public static String unusedRegistrations(String sha256) {
        return "oauth:unused_registrations:" + sha256;
    }
}
