package org.mcpgateway.auth.admin.pages;

import java.util.List;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.metrics.Totals;

/** The audit events that say that somebody was refused. */
final class Refusals {

    static final List<AuditEvent.Type> TYPES = List.of(
            AuditEvent.Type.CLIENT_REFUSED,
            AuditEvent.Type.SIGN_IN_REFUSED,
            AuditEvent.Type.AUTHORIZATION_REFUSED,
            AuditEvent.Type.CONSENT_DENIED,
            AuditEvent.Type.TOKEN_REFUSED,
            AuditEvent.Type.REFRESH_TOKEN_REUSED,
            AuditEvent.Type.CODE_REPLAYED,
            AuditEvent.Type.DEVICE_DENIED,
            AuditEvent.Type.LIMIT_EXCEEDED);

    private Refusals() {}

    static long count(Totals totals) {
        return TYPES.stream().mapToLong(type -> totals.events(type.wireName())).sum();
    }
}
