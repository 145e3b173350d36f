package org.mcpgateway.auth.audit;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A security-relevant act.
 *
 * @param type what happened
 * @param members who and what it concerns, as identifiers; never a secret, token or code
 */
public record AuditEvent(Type type, Map<String, String> members) {

    /** Copies the members, keeping their order. */
    public AuditEvent {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** An event without members yet. */
    public static AuditEvent of(Type type) {
        return new AuditEvent(type, Map.of());
    }

    /**
     * A call of the admin API, or the same by a page.
     *
     * @param administrator who made it; empty: nobody who administers
     * @param asked with its query; what changes something carries no secret there
     */
    public static AuditEvent administrativeAct(String administrator, String method, URI asked, int status) {
        return of(Type.ADMINISTRATIVE_ACT)
                .with("administrator", administrator)
                .with("act", method + " " + asked.getRawPath())
                .with("parameters", Optional.ofNullable(asked.getRawQuery()))
                .with("status", Integer.toString(status));
    }

    /** A copy with one more member. */
    public AuditEvent with(String name, String value) {
        var more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new AuditEvent(type, more);
    }

    /** A copy with one more member, if there is a value. */
    public AuditEvent with(String name, Optional<String> value) {
        return value.map(present -> with(name, present)).orElse(this);
    }

    /** A copy that concerns this client. */
    public AuditEvent client(String clientId) {
        return with("client_id", clientId);
    }

    /** A copy that concerns this user. */
    public AuditEvent user(String username) {
        return with("user", username);
    }

    /** A copy that concerns everything that came of this authorization. */
    public AuditEvent grant(String grantId) {
        return with("grant_id", grantId);
    }

    /** A copy that says why. */
    public AuditEvent reason(String reason) {
        return with("reason", reason);
    }

    /** The kinds of acts; on the wire in lower case. */
    public enum Type {
        CLIENT_REGISTERED,
        CLIENT_UPDATED,
        CLIENT_DELETED,
        CLIENT_REFUSED,
        SIGNED_IN,
        SIGN_IN_REFUSED,
        AUTHORIZATION_REQUESTED,
        AUTHORIZATION_REFUSED,
        CONSENT_GIVEN,
        CONSENT_DENIED,
        CONSENT_REVOKED,
        CODE_ISSUED,
        CODE_REPLAYED,
        TOKEN_ISSUED,
        TOKEN_REFRESHED,
        TOKEN_REFUSED,
        REFRESH_TOKEN_REUSED,
        TOKEN_REVOKED,
        TOKEN_INTROSPECTED,
        DEVICE_AUTHORIZED,
        DEVICE_DENIED,
        SECRET_KEPT,
        SECRET_FORGOTTEN,
        LIMIT_EXCEEDED,
        SESSION_ENDED,
        SERVICE_RESTARTED,
        ADMINISTRATIVE_ACT;

        /** As it stands in the log. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
