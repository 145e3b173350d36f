package org.mcpgateway.auth.redis;

import java.time.Duration;

/**
 * Every key of the authorization server, with the names of the forerunner. What stands for a secret is its SHA-256
 * (base64url, 43 characters), never the secret.
 */
public final class RedisKeys {

    /** Topic: identifiers of access tokens that have ended, separated by spaces. */
    public static final String REVOCATIONS = "oauth:revocations";

    /** Sorted set of the registered clients by the millisecond of their registration; no end, cleaned as it grows. */
    public static final String CLIENTS = "oauth:clients";

    /** Sorted set of the jti of all living access tokens by expiry (second); no end, cleaned by each new token. */
    public static final String TOKENS = "oauth:tokens";

    /**
     * Sorted set of the users with living tokens by the second until which they may have some; cleaned by each token.
     */
    public static final String USERS = "oauth:users";

    /** Sorted set of all grants by the second until which tokens of them may live; cleaned by each new token. */
    public static final String GRANTS = "oauth:grants";

    /** Sorted set of all consents, named by what follows {@code oauth:consent:}, by expiry; cleaned by each new one. */
    public static final String CONSENTS = "oauth:consents";

    /** Stream of audit events as JSON; at most {@code AUDIT_EVENTS} of them, none older than {@code AUDIT_LIFETIME}. */
    public static final String AUDIT = "oauth:audit";

    /** Number of the form of the indexes above; no end, since it describes what is in this Redis. */
    public static final String INDEX_VERSION = "oauth:index_version";

    /** Longer than any command is waited for and sent again. */
    public static final Duration ANSWER_LIFETIME = Duration.ofSeconds(30);

    private RedisKeys() {}

    /**
     * {@code ClientRecord} JSON; {@code CLIENT_LIFETIME} (0: no end), until it is first used a day, or 15 minutes where
     * it is a metadata document's.
     */
    public static String client(String clientId) {
        return "oauth:client:" + clientId;
    }

    /** There while a client's metadata document need not be fetched again; as long as its caching rules say. */
    public static String freshDocument(String sha256) {
        return "oauth:fresh_document:" + sha256;
    }

    /** A pending authorization, JSON sealed under its state; 5 minutes; taken once by {@code GETDEL}. */
    public static String state(String sha256) {
        return "oauth:state:" + sha256;
    }

    /** {@code AuthorizationCode} JSON, 60 s; afterwards a tombstone with the grant id, 10 min. */
    public static String code(String sha256) {
        return "oauth:code:{" + sha256 + "}";
    }

    /** What a redemption was just given, for its own command if that comes twice; {@link #ANSWER_LIFETIME}. */
    public static String codeAnswer(String sha256) {
        return code(sha256) + ":answer";
    }

    /** {@code DeviceAuthorization} JSON under the digest of its device code; 20 minutes, gone once handed out. */
    public static String device(String sha256) {
        return "oauth:device:{" + sha256 + "}";
    }

    /** What a device was just given, for its own command if that comes twice; {@link #ANSWER_LIFETIME}. */
    public static String deviceAnswer(String sha256) {
        return device(sha256) + ":answer";
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

    /** Sorted set of the jti of a client's living access tokens by expiry; ends with the last of them. */
    public static String clientTokens(String clientId) {
        return "oauth:client_tokens:" + clientId;
    }

    /** Sorted set of a user's grants by expiry; ends with the last of them. */
    public static String userGrants(String username) {
        return "oauth:user_grants:" + username;
    }

    /** Sorted set of the browser sessions of all users of a name, by expiry; ends with the last of them. */
    public static String userSessions(String username) {
        return "oauth:user_sessions:" + username;
    }

    /** Sorted set of the browser sessions of one person, whatever the name, by expiry; ends with the last of them. */
    public static String personSessions(String provider, String subject) {
        return "oauth:person_sessions:" + provider + ":" + subject;
    }

    /** Sorted set of a user's consents, named as in {@link #CONSENTS}, by expiry; ends with the last of them. */
    public static String userConsents(String username) {
        return "oauth:user_consents:" + username;
    }

    /** The millisecond up to which everything that a user granted has ended; 30 minutes, longer than any code lives. */
    public static String revokedUser(String username) {
        return "oauth:revoked_user:" + username;
    }

    /** Marks what was taken over from a forerunner; as long as it could be taken again, a year where it has no end. */
    public static String takenOver(String id) {
        return "oauth:taken_over:" + id;
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
        return consent(consentName(provider, subject, clientId));
    }

    /** How indexes name a consent. */
    public static String consentName(String provider, String subject, String clientId) {
        return provider + ":" + subject + ":" + clientId;
    }

    /** Sorted set of the grants that a consent covers, by expiry; ends with the last of them. */
    public static String consentGrants(String consentName) {
        return "oauth:consent_grants:" + consentName;
    }

    /** The consent that an index names. */
    public static String consent(String name) {
        return "oauth:consent:" + name;
    }

    /**
     * Hash of a user's own secrets, sealed, by name, under the digest of the user's id; no end: they are the user's
     * until deleted. The bridge reads it.
     */
    public static String vault(String sha256) {
        return "oauth:vault:" + sha256;
    }

    /** The millisecond at which all permits of a limit are back; until then. */
    public static String rate(String limit, String sha256) {
        return "oauth:rate:" + limit + ":" + sha256;
    }

    /** Hash of what all replicas answered in the minute that began at this second, by name; 2 hours. */
    public static String trafficOfMinute(long begin) {
        return "oauth:traffic_of_minute:" + begin;
    }

    /** The same of an hour; 2 days. */
    public static String trafficOfHour(long begin) {
        return "oauth:traffic_of_hour:" + begin;
    }

    /** Sorted set of the clients that one address registered alike, by time; {@code CLIENT_UNUSED_LIFETIME}. */
    public static String unusedRegistrations(String sha256) {
        return "oauth:unused_registrations:" + sha256;
    }
}
