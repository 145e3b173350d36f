package org.mcpgateway.bridge.server;

import org.mcpgateway.bridge.jsonrpc.EnvelopeScanner;

/**
 * A line that was too long to keep.
 *
 * @param bytes its length
 * @param envelope what kind of message it was
 */
record SkippedLine(long bytes, EnvelopeScanner envelope) {}
