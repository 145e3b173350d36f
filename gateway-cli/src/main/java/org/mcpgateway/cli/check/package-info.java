/**
 * What is looked at in a deployment from outside, as clients see it: read {@link org.mcpgateway.cli.check.TlsProbe}.
 */
@NullMarked
package org.mcpgateway.cli.check;

import org.jspecify.annotations.NullMarked;
