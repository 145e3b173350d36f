/**
 * The verbs that the {@code gateway} script runs itself, since they build the command or do without it: what is known
 * of them here is for {@code --help}, completion and the documentation.
 */
@NullMarked
package org.mcpgateway.cli.script;

import org.jspecify.annotations.NullMarked;
