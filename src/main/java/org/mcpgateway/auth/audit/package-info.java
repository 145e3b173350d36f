/**
 * One event for each security-relevant act, as a line of JSON in the log {@code audit}, the latest of them in Redis.
 * Features make an {@link AuditEvent} and give it to {@link AuditLog}; identifiers only, never a secret.
 */
@NullMarked
package org.mcpgateway.auth.audit;

import org.jspecify.annotations.NullMarked;
