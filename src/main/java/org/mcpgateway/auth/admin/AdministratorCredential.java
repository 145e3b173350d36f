package org.mcpgateway.auth.admin;

import jakarta.security.enterprise.credential.Credential;

/**
 * What a caller shows to administer this server.
 *
 * @param token the access token, as sent
 */
record AdministratorCredential(String token) implements Credential {

    @Override
    public String toString() {
        return "(access token)";
    }
}
