/** What operators do to a running gateway, each verb a few calls of its admin API; {@link Verbs} has them all. */
@NullMarked
package org.mcpgateway.cli.admin;

import org.jspecify.annotations.NullMarked;
