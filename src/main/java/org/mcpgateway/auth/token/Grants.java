package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.client.ClientDeleted;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;

/** The grants that gave tokens, by client; ends all that came of one at once. */
@ApplicationScoped
public class Grants {

    /** Longer than any request takes that could still be issuing tokens for a grant just revoked. */
    private static final Duration REVOKED_MARK = Duration.ofMinutes(10);

    private final RedissonClient redisson;
    private final AccessTokenStore accessTokens;
    private final RefreshTokenStore refreshTokens;
    private final TokenSettings settings;
    private final Clock clock;

    @Inject
    public Grants(
            RedissonClient redisson,
            AccessTokenStore accessTokens,
            RefreshTokenStore refreshTokens,
            TokenSettings settings,
            Clock clock) {
        this.redisson = redisson;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notes that the client holds tokens of the grant. */
    public void note(Authorization authorization) {
        Instant until = clock.instant().plus(longestLifetime());
        RScoredSortedSet<String> grants = redisson.getScoredSortedSet(RedisKeys.clientGrants(authorization.clientId()));
        grants.add((double) until.getEpochSecond(), authorization.grantId());
        grants.removeRangeByScore(
                Double.NEGATIVE_INFINITY, true, (double) clock.instant().getEpochSecond(), false);
        grants.expire(until);
    }

    /** Ends every access and refresh token of the grant, those that are being issued at this moment included. */
    public void revoke(String grantId) {
        redisson.<String>getBucket(RedisKeys.revokedGrant(grantId)).set("revoked", REVOKED_MARK);
        refreshTokens.revokeFamily(grantId);
        accessTokens.revokeGrant(grantId);
    }

    /** Whether the grant was revoked a moment ago. */
    public boolean isRevoked(String grantId) {
        return redisson.getBucket(RedisKeys.revokedGrant(grantId)).isExists();
    }

    void ofDeletedClient(@Observes ClientDeleted deleted) {
        RScoredSortedSet<String> grants = redisson.getScoredSortedSet(RedisKeys.clientGrants(deleted.clientId()));
        grants.readAll().forEach(this::revoke);
        grants.delete();
    }

    private Duration longestLifetime() {
        return settings.refreshTokenLifetime().compareTo(settings.accessTokenLifetime()) > 0
                ? settings.refreshTokenLifetime()
                : settings.accessTokenLifetime();
    }
}
