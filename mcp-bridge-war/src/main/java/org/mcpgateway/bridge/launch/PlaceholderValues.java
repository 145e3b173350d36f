package org.mcpgateway.bridge.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.mcpgateway.bridge.config.SecretSource;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.vault.UserSecrets;

/** Where the values of placeholders come from. */
@ApplicationScoped
public class PlaceholderValues {

    private final SecretSource secrets;
    private final UserSecrets userSecrets;

    @Inject
    public PlaceholderValues(SecretSource secrets, UserSecrets userSecrets) {
        this.secrets = secrets;
        this.userSecrets = userSecrets;
    }

    Placeholders of(Caller caller, String session) {
        return new Placeholders(secrets, userSecrets, caller, session);
    }
}
