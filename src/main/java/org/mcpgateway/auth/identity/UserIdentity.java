package org.mcpgateway.auth.identity;

import java.util.Optional;

/**
 * A person as an identity provider vouches for them.
 *
 * @param provider which one: {@code github}, {@code local}, or the name of an OpenID Connect provider
 * @param subject the provider's own identifier, never reused; GitHub's numeric id
 * @param username the name people know them by; may change
 * @param email the verified address, if the provider tells one
 * @param name the full name, if the provider tells one
 */
public record UserIdentity(
        String provider, String subject, String username, Optional<String> email, Optional<String> name) {}
