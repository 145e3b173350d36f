/** What is counted and measured, for Prometheus; labels take values of bounded sets only. */
@NullMarked
package org.mcpgateway.auth.metrics;

import org.jspecify.annotations.NullMarked;
