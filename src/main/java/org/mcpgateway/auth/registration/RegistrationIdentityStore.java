package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.oauth.Sha256;

/** Knows registration access tokens: each opens the registration of its own client and nothing else. */
@ApplicationScoped
public class RegistrationIdentityStore implements IdentityStore {

    /** What the caller may do: manage the one registration. */
    static final String ROLE = "registered-client";

    private final ClientStore clients;

    @Inject
    RegistrationIdentityStore(ClientStore clients) {
        this.clients = clients;
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof RegistrationAccessCredential access)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        return clients.find(access.clientId())
                .flatMap(client -> client.registrationTokenHash().filter(hash -> Sha256.matches(access.token(), hash)))
                .map(hash -> new CredentialValidationResult(access.clientId(), Set.of(ROLE)))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
