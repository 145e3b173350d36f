package org.mcpgateway.auth.config;

import java.time.Duration;

/**
 * How much of the audit trail is kept where it can be searched; the log has all of it.
 *
 * @param events {@code AUDIT_EVENTS}: the most events; 0: none
 * @param lifetime {@code AUDIT_LIFETIME}: how long an event is kept
 */
public record AuditSettings(int events, Duration lifetime) {}
