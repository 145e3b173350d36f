/** What is counted and measured, for Prometheus; labels take values of bounded sets only. */
@NullMarked
package org.mcpgateway.bridge.metrics;

import org.jspecify.annotations.NullMarked;
