package org.mcpgateway.auth.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.authorize.Consent;
import org.mcpgateway.auth.authorize.ConsentStep;
import org.mcpgateway.auth.authorize.SignIns;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.pages.Page;
import org.mcpgateway.auth.pages.PageTime;
import org.mcpgateway.auth.vault.UserVaultStore;

/** What the account page shows; never the value of a secret, and never a token. */
@ApplicationScoped
public class AccountPage {

    private final Holdings holdings;
    private final UserVaultStore vault;
    private final IdentityProviders providers;
    private final SignIns signIns;

    @Inject
    public AccountPage(Holdings holdings, UserVaultStore vault, IdentityProviders providers, SignIns signIns) {
        this.holdings = holdings;
        this.vault = vault;
        this.providers = providers;
        this.signIns = signIns;
    }

    /**
     * The page of whoever is signed in, or the question to do so.
     *
     * @param formToken for every form of the page
     * @param problem what was wrong with the last form; empty: nothing
     */
    Page of(Optional<UserIdentity> user, String formToken, String problem) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("token", formToken);
        model.put("shown", ConsentStep.shown(user));
        model.put("problem", problem);
        model.put("user", user.map(UserIdentity::username).orElse(""));
        model.put("providers", providers.choices());
        model.put("consents", user.map(this::consents).orElse(List.of()));
        model.put("tokens", user.map(this::tokens).orElse(List.of()));
        model.put("vault", vault.isEnabled());
        model.put(
                "secrets",
                user.filter(known -> vault.isEnabled())
                        .map(known -> vault.names(known.subject()))
                        .orElse(List.of()));
        return new Page("account", model, signIns.formTargets());
    }

    private List<Map<String, String>> consents(UserIdentity user) {
        return holdings.consents(user).stream().map(AccountPage::row).toList();
    }

    private List<Map<String, String>> tokens(UserIdentity user) {
        return holdings.tokens(user).stream().map(this::row).toList();
    }

    private static Map<String, String> row(Consent consent) {
        List<Consent.Approval> approvals = consent.approvals();
        boolean everything =
                approvals.stream().anyMatch(approval -> approval.resources().isEmpty());
        return Map.of(
                "clientId",
                consent.clientId(),
                "clientName",
                consent.clientName(),
                "services",
                everything
                        ? "every service"
                        : String.join(
                                ", ",
                                approvals.stream()
                                        .flatMap(approval -> approval.resources().stream())
                                        .distinct()
                                        .toList()),
                "since",
                approvals.isEmpty() ? "" : PageTime.of(approvals.getLast().givenAt()));
    }

    private Map<String, String> row(AccessTokenStore.Living token) {
        return Map.of(
                "jti", token.jti(),
                "clientName", holdings.clientName(token.record().clientId()),
                "services", String.join(", ", token.record().audience()),
                "until", PageTime.of(token.record().expiresAt()));
    }
}
