/**
 * Starts whatever a service of the catalogue is, for one caller. Read {@link org.mcpgateway.bridge.launch.ServerLinks};
 * {@link org.mcpgateway.bridge.launch.Placeholders} fills in what the catalogue leaves open.
 */
@NullMarked
package org.mcpgateway.bridge.launch;

import org.jspecify.annotations.NullMarked;
