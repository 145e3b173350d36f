/**
 * Several bridges over one Redis that work as one. Read {@link Replicas}, which lives; {@link Leases}, which of them
 * runs a user's server; then {@link ForwardedCall} and {@link ReplicaSeal}, how one hands a client's request to
 * another.
 */
@NullMarked
package org.mcpgateway.bridge.replica;

import org.jspecify.annotations.NullMarked;
