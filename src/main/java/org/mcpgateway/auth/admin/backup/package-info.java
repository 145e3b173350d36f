/**
 * Backup and restore of what must survive: clients, grants with their refresh tokens, access tokens, consents, and the
 * marks of what was taken over. A backup is text, a record a line between a header and a trailer with the SHA-256 of
 * all before it; secrets are digests in it, as they are in Redis. Read {@link BackupWriter}, then {@link Restoration}.
 */
@NullMarked
package org.mcpgateway.auth.admin.backup;

import org.jspecify.annotations.NullMarked;
