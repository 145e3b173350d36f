/** The {@code gateway} command: one class for each verb; {@link Gateway} is its root. */
@NullMarked
package org.mcpgateway.cli;

import org.jspecify.annotations.NullMarked;
