/**
 * Puts the commands that several actors send to one Redis into every order, or into orders drawn from a number. Read
 * {@link Interleavings}, which goes through the orders; {@link Turns}, which keeps one of them; {@link GatedRedis},
 * where each command waits for its turn.
 */
@NullMarked
package org.mcpgateway.auth.interleaving;

import org.jspecify.annotations.NullMarked;
