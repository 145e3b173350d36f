package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mcpgateway.auth.client.RedirectUris;
import org.mcpgateway.auth.clientdocument.ClientDocuments;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.pages.Page;

/**
 * What the consent page shows: who asks, where the answer goes, for which services, who signs in how, and what that
 * asks the provider for.
 */
@ApplicationScoped
public class ConsentPage {

    private static final Map<String, String> MEANINGS = Map.of(
            Scope.MCP,
            "use these services in your name",
            Scope.ADMIN,
            "administer this gateway",
            "openid",
            "know that it is you",
            "profile",
            "see your name",
            "email",
            "see your verified address",
            "offline_access",
            "stay connected until you withdraw it, also while you are away");

    private final ProtectedResources resources;
    private final IdentityProviders providers;
    private final SignIns signIns;

    @Inject
    public ConsentPage(ProtectedResources resources, IdentityProviders providers, SignIns signIns) {
        this.signIns = signIns;
        this.resources = resources;
        this.providers = providers;
    }

    /** The page for a request; the token comes back with the form. */
    Page of(ConsentStep.Asked asked, String formToken) {
        URI redirect = URI.create(asked.address().redirectUri());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("clientHost", clientHost(asked.client().clientId()));
        model.put("clientName", asked.client().clientName());
        model.put("destination", destination(redirect));
        model.put("redirectUri", asked.address().redirectUri());
        model.put("loopback", RedirectUris.isLoopback(redirect));
        model.put("application", redirect.getHost() == null);
        model.put("services", services(asked.request().resources()));
        model.put("everyService", asked.request().resources().isEmpty());
        model.put("scopes", scopes(asked.request().scope()));
        model.put("admin", asked.request().scope().tokens().contains(Scope.ADMIN));
        model.put("shown", ConsentStep.shown(asked.user()));
        model.put("user", asked.user().map(UserIdentity::username).orElse(""));
        model.put("providers", providers.choices());
        model.put("upstream", upstream());
        model.put("request", asked.query());
        model.put("token", formToken);
        return new Page("consent", model, formTargets(redirect));
    }

    /** The host that vouches for the client's name: that of its metadata document; empty for a registered client. */
    private static String clientHost(String clientId) {
        return ClientDocuments.isAddress(clientId) ? URI.create(clientId).getHost() : "";
    }

    private static String destination(URI redirect) {
        return redirect.getHost() == null ? redirect.getScheme() + ":" : redirect.getHost();
    }

    /** Each scope by its name and in words. */
    private static List<Map<String, String>> scopes(Scope scope) {
        return scope.tokens().stream()
                .map(token -> Map.of("name", token, "meaning", MEANINGS.getOrDefault(token, "")))
                .toList();
    }

    /** Each provider that is asked for something, by its label, and for what. */
    private List<Map<String, String>> upstream() {
        return providers.all().stream()
                .filter(provider -> !provider.scopes().isEmpty())
                .map(provider -> Map.of("label", provider.label(), "scopes", String.join(" ", provider.scopes())))
                .toList();
    }

    private List<String> services(List<String> asked) {
        return resources.all().stream()
                .filter(resource ->
                        asked.isEmpty() || asked.contains(resource.indicator().value()))
                .map(ProtectedResource::service)
                .distinct()
                .toList();
    }

    private List<String> formTargets(URI redirect) {
        List<String> targets = new ArrayList<>(List.of(Page.source(redirect)));
        targets.addAll(signIns.formTargets());
        return targets.stream().distinct().toList();
    }
}
