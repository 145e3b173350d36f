package org.mcpgateway.auth.identity;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A person as an identity provider vouches for them.
 *
 * @param provider which one: {@code github}, {@code local}, or the name of an OpenID Connect provider
 * @param subject unique over all providers and never reused: GitHub's numeric id; for others the provider's name, a
 *     colon and its own identifier
 * @param username the name people know them by; may change
 * @param email the verified address, if the provider tells one
 * @param name the full name, if the provider tells one
 * @param memberships what they were a member of at the sign-in: groups; at GitHub {@code org} and {@code org/team}
 */
public record UserIdentity(
        String provider,
        String subject,
        String username,
        Optional<String> email,
        Optional<String> name,
        List<String> memberships) {

    /** Records that were kept before there were memberships have none. */
    public UserIdentity {
        memberships = List.copyOf(Objects.requireNonNullElse(memberships, List.of()));
    }

    /** Whether this is whom a provider knows by a subject, whatever the name: two people may have the same. */
    public boolean is(String ofProvider, String ofSubject) {
        return provider.equals(ofProvider) && subject.equals(ofSubject);
    }

    /** A machine client, whom no provider vouches for: it stands for itself. */
    public static UserIdentity machine(String clientId) {
        return new UserIdentity("", clientId, clientId, Optional.empty(), Optional.empty(), List.of());
    }
}
