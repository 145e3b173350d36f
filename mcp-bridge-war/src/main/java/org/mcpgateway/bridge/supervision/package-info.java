/**
 * Sees that child processes stay within bounds: how many there are ({@link Places}), how soon one that fails is started
 * again ({@link BackOff}), how long a call may take and what goes by ({@link WatchedLink}). Read {@link Supervisor}
 * first.
 */
@NullMarked
package org.mcpgateway.bridge.supervision;

import org.jspecify.annotations.NullMarked;
