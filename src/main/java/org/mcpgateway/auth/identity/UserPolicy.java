package org.mcpgateway.auth.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcpgateway.auth.config.IdentitySettings;

/**
 * Who is allowed. Asked at sign-in, at each refresh and for each access token, so that taking a name off the list shuts
 * that person out at once. An empty list lets nobody in; {@code *} lets everybody in.
 */
@ApplicationScoped
public class UserPolicy {

    private final boolean everybody;
    private final Set<String> githubUsers;
    private final Set<String> operators;

    @Inject
    public UserPolicy(IdentitySettings settings) {
        List<String> names = settings.allowedGithubUsers();
        this.everybody = names.contains("*");
        this.githubUsers = lowerCase(names);
        this.operators = lowerCase(settings.adminUsers());
    }

    /** Whether the user's tokens may carry {@code gateway:admin}. */
    public boolean mayAdminister(String username) {
        return operators.contains(username.toLowerCase(Locale.ROOT));
    }

    private static Set<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether the user may use this gateway.
     *
     * @param provider that vouches for them
     * @param username as that provider names them
     */
    public boolean allows(String provider, String username) {
        return switch (provider) {
            case LocalIdentityProvider.ID -> true;
            default -> everybody || githubUsers.contains(username.toLowerCase(Locale.ROOT));
        };
    }
}
