package org.mcpgateway.auth.registration;

import jakarta.security.enterprise.credential.Credential;

/**
 * What a caller shows to manage a registration.
 *
 * @param clientId whose registration
 * @param token the registration access token, as sent
 */
record RegistrationAccessCredential(String clientId, String token) implements Credential {

    @Override
    public String toString() {
        return "(registration access token of " + clientId + ")";
    }
}
