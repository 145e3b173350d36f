package org.mcpgateway.bridge.server;

/**
 * On whose behalf a server is started, as the proxy in front said. Empty texts where nobody signs in.
 *
 * @param id the user's identifier
 * @param name the user's name
 * @param email the user's address
 * @param clientId the OAuth client
 */
public record Caller(String id, String name, String email, String clientId) {

    /** Nobody has signed in. */
    public static final Caller NOBODY = new Caller("", "", "", "");
}
