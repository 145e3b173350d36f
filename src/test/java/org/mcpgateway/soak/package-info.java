/**
 * Hours of mixed traffic by clients most of which vanish somewhere: {@code SoakIT} starts the servers and judges,
 * {@code Arrivals} lets clients come, each of which is a {@code Life}; {@code JvmProbe} and {@code RedisProbe} say what
 * is held meanwhile, and {@code Samples} whether that grows.
 */
package org.mcpgateway.soak;
