package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.authorize.ConsentWithdrawn;
import org.mcpgateway.auth.client.ClientDeleted;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.redisson.api.RBatch;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** The grants that gave tokens, by client, by user and by consent; ends all that came of one at once. */
@ApplicationScoped
public class Grants {

    /** Longer than any request takes that could still be issuing tokens for a grant just revoked. */
    private static final Duration REVOKED_MARK = Duration.ofMinutes(10);

    /** Longer than any code lives that the user gave before. */
    private static final Duration REVOKED_USER_MARK = Duration.ofMinutes(30);

    private final RedissonClient redisson;
    private final SortedIndexes indexes;
    private final AccessTokenStore accessTokens;
    private final RefreshTokenStore refreshTokens;
    private final TokenSettings settings;
    private final Clock clock;

    @Inject
    public Grants(
            RedissonClient redisson,
            SortedIndexes indexes,
            AccessTokenStore accessTokens,
            RefreshTokenStore refreshTokens,
            TokenSettings settings,
            Clock clock) {
        this.redisson = redisson;
        this.indexes = indexes;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notes that the client holds tokens of the grant, in one round trip. */
    public void note(Authorization authorization) {
        RBatch batch = redisson.createBatch();
        index(
                batch,
                authorization.grantId(),
                authorization.clientId(),
                authorization.user(),
                clock.instant().plus(settings.longestLifetime()));
        batch.execute();
    }

    /** Notes a grant that comes with a refresh token alone and ends at a time of its own. */
    public void note(String grantId, RefreshTokenFamily family, Instant until) {
        RBatch batch = redisson.createBatch();
        index(batch, grantId, family.clientId(), family.user(), until);
        batch.execute();
    }

    /** Adds a grant to the indexes, as part of a batch; a machine client is nobody's user. */
    public void index(RBatch batch, String grantId, String clientId, UserIdentity user, Instant until) {
        indexes.addEnding(batch, RedisKeys.GRANTS, grantId, until);
        indexes.addEndingWithLast(batch, RedisKeys.clientGrants(clientId), grantId, until);
        if (!user.provider().isEmpty()) {
            indexes.addEnding(batch, RedisKeys.USERS, user.username(), until);
            indexes.addEndingWithLast(batch, RedisKeys.userGrants(user.username()), grantId, until);
            String consent = RedisKeys.consentName(user.provider(), user.subject(), clientId);
            indexes.addEndingWithLast(batch, RedisKeys.consentGrants(consent), grantId, until);
        }
    }

    /** Ends every access and refresh token of the grant, those that are being issued at this moment included. */
    public void revoke(String grantId) {
        redisson.<String>getBucket(RedisKeys.revokedGrant(grantId)).set("revoked", REVOKED_MARK);
        refreshTokens.revokeFamily(grantId);
        accessTokens.revokeGrant(grantId);
        redisson.getScoredSortedSet(RedisKeys.GRANTS).remove(grantId);
    }

    /** Ends everything that the user granted up to now; codes that are still on their way give nothing any more. */
    public void revokeUser(String username) {
        redisson.<String>getBucket(RedisKeys.revokedUser(username))
                .set(Long.toString(clock.millis()), REVOKED_USER_MARK);
        RScoredSortedSet<String> grants = redisson.getScoredSortedSet(RedisKeys.userGrants(username));
        grants.readAll().forEach(this::revoke);
        grants.delete();
        accessTokens.revokeUser(username);
        redisson.getScoredSortedSet(RedisKeys.USERS).remove(username);
    }

    /** Whether the grant, or everything of its user, was revoked a moment ago. */
    public boolean isRevoked(Authorization authorization) {
        String grant = RedisKeys.revokedGrant(authorization.grantId());
        String user = RedisKeys.revokedUser(authorization.user().username());
        Map<String, String> marks = redisson.getBuckets(StringCodec.INSTANCE).get(grant, user);
        return marks.containsKey(grant)
                || (!authorization.user().provider().isEmpty()
                        && authorization.grantedAt().toEpochMilli() <= Long.parseLong(marks.getOrDefault(user, "0")));
    }

    void ofDeletedClient(@Observes ClientDeleted deleted) {
        RScoredSortedSet<String> grants = redisson.getScoredSortedSet(RedisKeys.clientGrants(deleted.clientId()));
        grants.readAll().forEach(this::revoke);
        grants.delete();
    }

    void ofWithdrawnConsent(@Observes ConsentWithdrawn withdrawn) {
        RScoredSortedSet<String> ofConsent =
                redisson.getScoredSortedSet(RedisKeys.consentGrants(withdrawn.consentName()));
        ofConsent.readAll().forEach(this::revoke);
        ofNamesAlone(withdrawn).forEach(this::revoke);
    }

    /**
     * Grants noted by a gateway that knew them by the names of user and client only. Whose they are is kept with their
     * refresh tokens; one whose refresh token has ended is left to its access tokens' end.
     */
    private List<String> ofNamesAlone(ConsentWithdrawn withdrawn) {
        RScoredSortedSet<String> ofClient = redisson.getScoredSortedSet(RedisKeys.clientGrants(withdrawn.clientId()));
        RScoredSortedSet<String> ofUser = redisson.getScoredSortedSet(RedisKeys.userGrants(withdrawn.username()));
        Set<String> ofBoth = new HashSet<>(ofUser.readAll());
        ofBoth.retainAll(ofClient.readAll());
        return ofBoth.stream()
                .filter(grantId -> refreshTokens
                        .ofGrant(grantId)
                        .filter(family -> family.user().is(withdrawn.provider(), withdrawn.subject()))
                        .isPresent())
                .toList();
    }
}
