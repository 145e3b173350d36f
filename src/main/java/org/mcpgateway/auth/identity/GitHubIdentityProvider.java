package org.mcpgateway.auth.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.mcpgateway.auth.config.IdentitySettings;

/** GitHub, where it is configured. */
@ApplicationScoped
public class GitHubIdentityProvider implements IdentityProviders.ConfiguredProviders {

    static final String ID = "github";

    private final List<IdentityProvider> providers;

    @Inject
    public GitHubIdentityProvider(IdentitySettings settings, ProviderClient client) {
        this.providers = settings.github().stream()
                .<IdentityProvider>map(github -> new GitHub(github, new GitHubApi(github.apiUrl(), client), client))
                .toList();
    }

    @Override
    public List<IdentityProvider> providers() {
        return providers;
    }
}
