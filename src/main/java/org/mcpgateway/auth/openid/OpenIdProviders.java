package org.mcpgateway.auth.openid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.identity.IdentityProvider;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.ProviderClient;

/** The OpenID Connect providers that {@code OIDC_PROVIDERS} names. */
@ApplicationScoped
public class OpenIdProviders implements IdentityProviders.ConfiguredProviders {

    private final List<OpenIdProvider> providers;

    @Inject
    public OpenIdProviders(IdentitySettings settings, ProviderClient client, Clock clock) {
        this.providers = settings.openId().stream()
                .map(provider -> new OpenIdProvider(provider, client, clock))
                .toList();
    }

    /** Asks every provider for its metadata beforehand; one that is down now is asked again when it is needed. */
    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        providers.forEach(OpenIdProvider::getReady);
    }

    @Override
    public List<IdentityProvider> providers() {
        return List.copyOf(providers);
    }
}
