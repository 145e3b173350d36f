package org.mcpgateway.auth.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who signs users in, and who is allowed.
 *
 * @param github GitHub, when {@code GITHUB_CLIENT_ID} is set
 * @param local {@code LOCAL_IDENTITY}: the built-in provider of {@code ./gateway run}; on a loopback issuer only
 * @param localUsers {@code LOCAL_IDENTITY_USERS}: the names it offers
 * @param allowedGithubUsers {@code ALLOWED_GITHUB_USERS}: login names in any case; {@code *} is everybody
 * @param adminUsers {@code ADMIN_USERS}: names, in any case, whose tokens may carry {@code gateway:admin}
 * @param timeout {@code IDENTITY_TIMEOUT}: how long one request to a provider may take
 */
public record IdentitySettings(
        Optional<GitHub> github,
        boolean local,
        List<String> localUsers,
        List<String> allowedGithubUsers,
        List<String> adminUsers,
        Duration timeout) {

    /**
     * GitHub, or a GitHub Enterprise Server.
     *
     * @param clientId {@code GITHUB_CLIENT_ID}
     * @param clientSecret {@code GITHUB_CLIENT_SECRET}
     * @param authorizeUrl {@code GITHUB_AUTHORIZE_URL}: where the browser is sent
     * @param tokenUrl {@code GITHUB_TOKEN_URL}: where the code is redeemed
     * @param apiUrl {@code GITHUB_API_URL}: the REST API, without a trailing slash
     */
    public record GitHub(String clientId, Secret clientSecret, URI authorizeUrl, URI tokenUrl, URI apiUrl) {}
}
