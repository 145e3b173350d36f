package org.mcpgateway.bridge.vault;

/** What {@code ${user.secret:NAME}} of the catalogue stands for. */
@FunctionalInterface
public interface UserSecrets {

    /**
     * The user's secret of this name.
     *
     * @param userId as the proxy says
     * @param name letters, digits and underscores
     * @throws org.mcpgateway.bridge.server.ServerUnavailableException when it is not there; says what the user can do
     */
    String require(String userId, String name);
}
