package org.mcpgateway.auth.client;

/**
 * A registration is gone; whoever keeps something for the client removes it, synchronously.
 *
 * @param clientId whose
 */
public record ClientDeleted(String clientId) {}
