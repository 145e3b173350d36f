/** The main class of the container images, in a jar of its own: it needs nothing else of the command. */
@NullMarked
package org.mcpgateway.cli.container;

import org.jspecify.annotations.NullMarked;
