package org.mcpgateway.auth.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who signs users in, and who is allowed.
 *
 * @param github GitHub, when {@code GITHUB_CLIENT_ID} is set
 * @param openId {@code OIDC_PROVIDERS}: the OpenID Connect providers, in the order of that list
 * @param local {@code LOCAL_IDENTITY}: the built-in provider of {@code ./gateway run}; on a loopback issuer only
 * @param localUsers {@code LOCAL_IDENTITY_USERS}: the names it offers
 * @param timeout {@code IDENTITY_TIMEOUT}: how long one request to a provider may take
 * @param authorities {@code IDENTITY_CA}: a file of PEM certificates that are trusted besides the system's
 */
public record IdentitySettings(
        Optional<GitHub> github,
        List<OpenId> openId,
        boolean local,
        List<String> localUsers,
        Duration timeout,
        Optional<Path> authorities) {

    /**
     * GitHub, or a GitHub Enterprise Server.
     *
     * @param label its name for people
     * @param clientId {@code GITHUB_CLIENT_ID}
     * @param clientSecret {@code GITHUB_CLIENT_SECRET}
     * @param authorizeUrl {@code GITHUB_AUTHORIZE_URL}: where the browser is sent
     * @param tokenUrl {@code GITHUB_TOKEN_URL}: where the code is redeemed
     * @param apiUrl {@code GITHUB_API_URL}: the REST API, without a trailing slash
     * @param allowed {@code ALLOWED_GITHUB_USERS}; as groups {@code ALLOWED_GITHUB_ORGS} ({@code org}) and
     *     {@code ALLOWED_GITHUB_TEAMS} ({@code org/team})
     */
    public record GitHub(
            String label,
            String clientId,
            Secret clientSecret,
            URI authorizeUrl,
            URI tokenUrl,
            URI apiUrl,
            Allowed allowed) {}

    /**
     * An OpenID Connect provider; its keys begin with {@code OIDC_} and its name in upper case.
     *
     * @param id its name in {@code OIDC_PROVIDERS}: lower-case letters, digits and dashes
     * @param label {@code _LABEL}: its name for people
     * @param issuer {@code _ISSUER}: byte for byte what its discovery document and its id_tokens say
     * @param clientId {@code _CLIENT_ID}
     * @param clientSecret {@code _CLIENT_SECRET}
     * @param scopes {@code _SCOPES}: what is asked for, with {@code openid}
     * @param usernameClaim {@code _USERNAME_CLAIM}: the claim that names a user; empty: the first that there is of
     *     preferred_username, the verified email and sub
     * @param groupsClaim {@code _GROUPS_CLAIM}: the claim that lists a user's groups; dots lead into objects
     * @param allowed {@code _ALLOWED_USERS}, {@code _ALLOWED_EMAIL_DOMAINS}, {@code _ALLOWED_GROUPS}, or when none of
     *     them is set the lists for all providers
     */
    public record OpenId(
            String id,
            String label,
            URI issuer,
            String clientId,
            Secret clientSecret,
            List<String> scopes,
            Optional<String> usernameClaim,
            String groupsClaim,
            Allowed allowed) {}

    /**
     * Whom a provider's users must be among: one match is enough, {@code *} in any list is everybody, and where all
     * lists are empty nobody is allowed.
     *
     * @param users names
     * @param emailDomains what may stand after the {@code @} of a verified address
     * @param groups of which one is enough
     */
    public record Allowed(List<String> users, List<String> emailDomains, List<String> groups) {

        /** Whether no list names anybody. */
        public boolean isNobody() {
            return users.isEmpty() && emailDomains.isEmpty() && groups.isEmpty();
        }
    }
}
