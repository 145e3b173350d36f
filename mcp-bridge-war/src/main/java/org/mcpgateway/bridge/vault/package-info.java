/** The users' own secrets, which they fill in at the authorization server's account page and their servers get. */
@NullMarked
package org.mcpgateway.bridge.vault;

import org.jspecify.annotations.NullMarked;
