/** Token introspection (RFC 7662): what a token stands for, told to those it concerns. */
@NullMarked
package org.mcpgateway.auth.introspection;

import org.jspecify.annotations.NullMarked;
