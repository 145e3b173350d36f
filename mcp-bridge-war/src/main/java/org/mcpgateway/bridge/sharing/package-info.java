/**
 * One server for all sessions of a user, where the catalogue asks for it ({@code "share": "user"}). Read
 * {@link org.mcpgateway.bridge.sharing.UserServers}, then {@link org.mcpgateway.bridge.sharing.UserServer}.
 */
@NullMarked
package org.mcpgateway.bridge.sharing;

import org.jspecify.annotations.NullMarked;
