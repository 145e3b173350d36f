package org.mcpgateway.auth.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers that this server is configured with. */
@ApplicationScoped
public class IdentityProviders {

    private final List<IdentityProvider> providers;

    /** Sorts the configured ones by name, so that the chooser looks the same everywhere. */
    @Inject
    public IdentityProviders(Instance<ConfiguredProviders> sources) {
        this.providers = sources.stream()
                .flatMap(source -> source.providers().stream())
                .sorted(Comparator.comparing(IdentityProvider::id))
                .toList();
    }

    /** All of them; never empty. */
    public List<IdentityProvider> all() {
        return providers;
    }

    /** All of them as a page's chooser shows them: {@code id} and {@code label}. */
    public List<Map<String, String>> choices() {
        return providers.stream()
                .map(provider -> Map.of("id", provider.id(), "label", provider.label()))
                .toList();
    }

    /** The one of this name. */
    public Optional<IdentityProvider> find(String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    /** A kind of provider, with as many of it as are configured. */
    public interface ConfiguredProviders {

        /** The configured providers of this kind; empty when there is none. */
        List<IdentityProvider> providers();
    }
}
