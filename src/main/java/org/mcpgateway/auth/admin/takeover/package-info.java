/**
 * Takes over what a forerunner's Redis holds: its clients and its refresh tokens, so that they go on working. Read
 * {@link TakeoverResource}, then {@link ClientTakeover} and {@link RefreshTokenTakeover}, which hold the rules.
 */
@NullMarked
package org.mcpgateway.auth.admin.takeover;

import org.jspecify.annotations.NullMarked;
