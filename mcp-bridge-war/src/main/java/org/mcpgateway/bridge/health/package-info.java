/**
 * How the bridge is doing, for those who run it: {@code /health}, {@code /health/live}, {@code /health/ready} and
 * {@code /metrics} under its context, and the same as MicroProfile Health checks where the server has that.
 */
@NullMarked
package org.mcpgateway.bridge.health;

import org.jspecify.annotations.NullMarked;
