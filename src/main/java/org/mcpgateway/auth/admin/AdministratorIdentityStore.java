package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.AccessTokenDecoder;
import org.mcpgateway.auth.accesstoken.AccessTokenRecord;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.Scope;

/**
 * Knows access tokens that were made for the admin API and nothing else: a token for every service, which those
 * services have seen, is not one of them. Whoever is no administrator any more has no role, whatever the token says.
 */
@ApplicationScoped
public class AdministratorIdentityStore implements IdentityStore {

    /** What the caller may do: everything under {@code /admin/api}. */
    static final String ROLE = "administrator";

    private final AccessTokenDecoder decoder;
    private final AccessTokenStore tokens;
    private final ClientStore clients;
    private final UserPolicy policy;
    private final List<String> audience;

    @Inject
    AdministratorIdentityStore(
            AccessTokenDecoder decoder,
            AccessTokenStore tokens,
            ClientStore clients,
            UserPolicy policy,
            ProtectedResources resources) {
        this.decoder = decoder;
        this.tokens = tokens;
        this.clients = clients;
        this.policy = policy;
        this.audience = List.of(resources.administration().indicator().value());
    }

    /** Valid without a role: the token lives, and is made for the admin API, but its holder is no administrator. */
    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof AdministratorCredential shown)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        Optional<AccessToken> token = decoder.decode(shown.token())
                .filter(decoded -> decoded.audience().equals(audience))
                .filter(decoded -> clients.find(decoded.clientId()).isPresent());
        return token.flatMap(decoded -> tokens.find(decoded.jti()))
                .filter(this::isAllowed)
                .map(record -> new CredentialValidationResult(record.username(), roles(token.get(), record)))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }

    private boolean isAllowed(AccessTokenRecord record) {
        return record.user().map(policy::allows).orElse(true);
    }

    private Set<String> roles(AccessToken token, AccessTokenRecord record) {
        boolean administers = token.scope().tokens().contains(Scope.ADMIN)
                && policy.mayAdminister(record.user().orElseGet(() -> UserIdentity.machine(record.username())));
        return administers ? Set.of(ROLE) : Set.of();
    }
}
