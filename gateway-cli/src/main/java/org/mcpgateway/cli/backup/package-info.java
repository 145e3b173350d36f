/**
 * Backups: made and restored by the gateway, verified, encrypted and kept by this command. Read {@link BackupCommand},
 * {@link Backup} for the format and {@link Envelope} for the encryption.
 */
@NullMarked
package org.mcpgateway.cli.backup;

import org.jspecify.annotations.NullMarked;
