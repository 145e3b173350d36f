package org.mcpgateway.auth.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.authorize.ConsentStep;
import org.mcpgateway.auth.authorize.SignIns;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.pages.Page;

/** What the device pages show. */
@ApplicationScoped
public class DevicePage {

    private final ClientStore clients;
    private final ProtectedResources resources;
    private final IdentityProviders providers;
    private final SignIns signIns;

    @Inject
    public DevicePage(ClientStore clients, ProtectedResources resources, IdentityProviders providers, SignIns signIns) {
        this.clients = clients;
        this.resources = resources;
        this.providers = providers;
        this.signIns = signIns;
    }

    /** The field for the code. */
    Page entry(String problem) {
        return Page.of("device", Map.of("problem", problem));
    }

    /**
     * The question.
     *
     * @throws OAuthException access_denied when the client's registration is gone
     */
    Page question(String code, DeviceAuthorization asked, Optional<UserIdentity> user, String formToken) {
        ClientRecord client = clients.find(asked.clientId())
                .orElseThrow(() -> OAuthException.accessDenied("the application's registration is gone"));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("clientName", client.clientName());
        model.put("userCode", UserCodes.shown(code));
        model.put("services", services(asked.resources()));
        model.put("everyService", asked.resources().isEmpty());
        model.put("admin", Scope.parse(asked.scope()).tokens().contains(Scope.ADMIN));
        model.put("shown", ConsentStep.shown(user));
        model.put("user", user.map(UserIdentity::username).orElse(""));
        model.put("providers", providers.choices());
        model.put("token", formToken);
        return new Page("device-consent", model, signIns.formTargets());
    }

    private List<String> services(List<String> asked) {
        return resources.all().stream()
                .filter(resource ->
                        asked.isEmpty() || asked.contains(resource.indicator().value()))
                .map(ProtectedResource::service)
                .distinct()
                .toList();
    }
}
