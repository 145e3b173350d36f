/**
 * The page on which users see and end what they gave to clients, and fill in the secrets that their MCP servers need.
 * Read {@link org.mcpgateway.auth.account.AccountResource}, then {@link org.mcpgateway.auth.account.Holdings}.
 */
@NullMarked
package org.mcpgateway.auth.account;

import org.jspecify.annotations.NullMarked;
