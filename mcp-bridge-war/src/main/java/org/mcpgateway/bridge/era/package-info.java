/**
 * The stateless revision 2026-07-28 over any child: over one that speaks it, relayed; over one that only knows
 * {@code initialize}, translated.
 *
 * <p>Read in this order: {@link StatelessEndpoint}, {@link EnvelopeCheck}, {@link SharedServer}, {@link CallRunner},
 * then {@link Dialect} and its two implementations. One running child serves all requests of a principal to a service.
 *
 * <p>Specification: MCP 2026-07-28, basic/transports/streamable-http, basic/versioning, basic/patterns/mrtr,
 * basic/patterns/subscriptions.
 */
@NullMarked
package org.mcpgateway.bridge.era;

import org.jspecify.annotations.NullMarked;
