package org.mcpgateway.auth.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.IdentitySettings;

/**
 * Who is allowed. Asked at sign-in, at each refresh and for each access token, so that a change of the lists counts at
 * once. Each provider has its own lists; where they are empty, or the provider is not configured any more, nobody is
 * allowed. A user's groups and verified address are those of the last sign-in.
 */
@ApplicationScoped
public class UserPolicy {

    private static final System.Logger LOG = System.getLogger(UserPolicy.class.getName());

    /** Those whose names nobody can choose freely: an operator may list them without saying who vouches for them. */
    private static final Set<String> PROVIDERS_UNDERSTOOD = Set.of(GitHubIdentityProvider.ID, LocalIdentityProvider.ID);

    private final Map<String, AllowList> lists;
    private final Set<String> operators;
    private final Set<String> operatorsInAnyCase;
    private final Set<String> machineOperators;

    @Inject
    public UserPolicy(IdentitySettings settings, AdminSettings admin) {
        Map<String, AllowList> byProvider = new HashMap<>();
        settings.github().ifPresent(github -> {
            warnOfNobody(GitHubIdentityProvider.ID, github.allowed());
            byProvider.put(GitHubIdentityProvider.ID, AllowList.inAnyCase(github.allowed()));
        });
        settings.openId().forEach(provider -> {
            warnOfNobody(provider.id(), provider.allowed());
            byProvider.put(provider.id(), AllowList.exactly(provider.allowed()));
        });
        if (settings.local()) {
            byProvider.put(
                    LocalIdentityProvider.ID,
                    AllowList.exactly(new IdentitySettings.Allowed(List.of("*"), List.of(), List.of())));
        }
        this.lists = Map.copyOf(byProvider);
        this.operators = Set.copyOf(admin.users());
        this.machineOperators = Set.copyOf(admin.machineClients());
        this.operatorsInAnyCase = operators.stream().map(AllowList::lowerCase).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether the user's tokens may carry {@code gateway:admin}. A name alone means GitHub's or the local one; any
     * OpenID Connect provider could have somebody of that name too, so its users are listed as {@code provider:name}.
     * Without a provider it is a machine client, which has a list of its own.
     */
    public boolean mayAdminister(UserIdentity user) {
        if (user.provider().isEmpty()) {
            return machineOperators.contains(user.username());
        }
        if (!PROVIDERS_UNDERSTOOD.contains(user.provider())) {
            return operators.contains(user.provider() + ":" + user.username());
        }
        String name = AllowList.lowerCase(user.username());
        return operatorsInAnyCase.contains(name) || operatorsInAnyCase.contains(user.provider() + ":" + name);
    }

    /** Whether the user may use this gateway. */
    public boolean allows(UserIdentity user) {
        AllowList list = lists.get(user.provider());
        return list != null && list.allows(user);
    }

    private static void warnOfNobody(String provider, IdentitySettings.Allowed allowed) {
        if (allowed.isNobody()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=nobody-allowed provider={0} warning=\"no list says who may sign in\"",
                    provider);
        }
    }
}
