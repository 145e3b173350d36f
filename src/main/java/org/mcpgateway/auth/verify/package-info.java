/**
 * What the proxy asks on every request (ForwardAuth): is this token good for this address? Read {@link VerifyEndpoint},
 * then {@link TokenVerdicts}, which remembers; challenges are RFC 6750's and RFC 9728's.
 */
@NullMarked
package org.mcpgateway.auth.verify;

import org.jspecify.annotations.NullMarked;
