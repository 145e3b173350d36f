/**
 * The channel to the bridges, which keep their sessions in process: {@link Bridges} asks each of them what runs and has
 * one end it, over HTTP on the inside, each request signed by {@link OperatorSeal}. See
 * {@code docs/decisions/0041-operators-reach-bridges-by-signed-requests.md}.
 */
@NullMarked
package org.mcpgateway.auth.operations;

import org.jspecify.annotations.NullMarked;
