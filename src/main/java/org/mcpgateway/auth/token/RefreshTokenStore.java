package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.Seal;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/**
 * The refresh tokens, a family for each grant in one hash, so that each step is one atomic script on one key. A token
 * is the grant's id, a dot and 43 random characters; Redis holds digests only.
 */
@ApplicationScoped
public class RefreshTokenStore {

    /**
     * Only the token before it opens a successor: two requests with the same old token can be given the same new one,
     * while Redis holds nothing that anybody could use.
     */
    private static final Seal SUCCESSORS = new Seal("mcp-oauth-gateway refresh successor");

    /** Digests of used-up tokens that are remembered, so that their reuse is noticed. */
    private static final int REMEMBERED = 50;

    private static final String START = """
        redis.call('HSET', KEYS[1], 'family', ARGV[1], 'current', ARGV[2])
        redis.call('EXPIRE', KEYS[1], ARGV[3])
        return 1
        """;

    /** Compare and set: only the family's current token moves it on, its predecessor gives the same for a while. */
    private static final String ROTATE = """
        local state = redis.call('HMGET', KEYS[1], 'family', 'current', 'predecessor', 'rotatedAt', 'sealed', 'used')
        if not state[1] then return {'unknown'} end
        local family = cjson.decode(state[1])
        if family['clientId'] ~= ARGV[1] then return {'unknown'} end
        if state[2] == ARGV[2] then
          local used = ARGV[2] .. ' ' .. (state[6] or '')
          redis.call('HSET', KEYS[1], 'current', ARGV[3], 'predecessor', ARGV[2], 'rotatedAt', ARGV[5],
            'sealed', ARGV[4], 'used', string.sub(used, 1, ARGV[7] * 44))
          redis.call('EXPIRE', KEYS[1], ARGV[8])
          return {'rotated', state[1], ARGV[4]}
        end
        if state[3] == ARGV[2] and tonumber(ARGV[5]) - tonumber(state[4]) <= tonumber(ARGV[6]) then
          return {'rotated', state[1], state[5]}
        end
        if state[6] and string.find(state[6], ARGV[2], 1, true) then return {'reused'} end
        return {'unknown'}
        """;

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final RandomTokens random;
    private final TokenSettings settings;
    private final Clock clock;

    @Inject
    public RefreshTokenStore(
            RedissonClient redisson, JsonRecords records, RandomTokens random, TokenSettings settings, Clock clock) {
        this.redisson = redisson;
        this.records = records;
        this.random = random;
        this.settings = settings;
        this.clock = clock;
    }

    /** Starts the family of a grant and gives its first token. */
    public String start(String grantId, RefreshTokenFamily family) {
        String token = newToken(grantId);
        start(grantId, family, Sha256.of(token), settings.refreshTokenLifetime());
        return token;
    }

    /**
     * Starts the family of a token that somebody else made; it is its own grant.
     *
     * @param digest SHA-256 of the token, base64url
     * @param left how long the token lives unless it is used
     */
    public void adopt(String digest, RefreshTokenFamily family, Duration left) {
        start(digest, family, digest, left);
    }

    private void start(String grantId, RefreshTokenFamily family, String digest, Duration lifetime) {
        redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        START,
                        RScript.ReturnType.LONG,
                        List.of(RedisKeys.refresh(grantId)),
                        records.format(family),
                        digest,
                        Math.max(1, lifetime.toSeconds()));
    }

    /**
     * Uses a refresh token (OAuth 2.1 s4.3.1): the current one is replaced; within the grace its predecessor gives the
     * same replacement again, on every replica.
     *
     * @param token as the client sent it
     * @param clientId the authenticated client
     */
    public Rotation rotate(String token, String clientId) {
        String grantId = grantId(token);
        String successor = newToken(grantId);
        List<@Nullable Object> answer = redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        ROTATE,
                        RScript.ReturnType.LIST,
                        List.of(RedisKeys.refresh(grantId)),
                        clientId,
                        Sha256.of(token),
                        Sha256.of(successor),
                        SUCCESSORS.close(token, successor),
                        clock.millis(),
                        settings.refreshGrace().toMillis(),
                        REMEMBERED,
                        settings.refreshTokenLifetime().toSeconds());
        return switch (String.valueOf(answer.getFirst())) {
            case "rotated" ->
                new Rotation.Rotated(
                        grantId,
                        records.parse(String.valueOf(answer.get(1)), RefreshTokenFamily.class),
                        SUCCESSORS.open(token, String.valueOf(answer.get(2))).orElseThrow());
            case "reused" -> new Rotation.Reused(grantId);
            default -> new Rotation.Unknown();
        };
    }

    /** What a token stands for while it is its family's current one; nothing is used up. */
    public Optional<RefreshTokenFamily> find(String token) {
        Map<String, String> family = redisson.<String, String>getMap(RedisKeys.refresh(grantId(token)))
                .getAll(Set.of("family", "current"));
        String current = family.get("current");
        return current != null && Sha256.matches(token, current)
                ? Optional.ofNullable(family.get("family")).map(text -> records.parse(text, RefreshTokenFamily.class))
                : Optional.empty();
    }

    /** What a token of a living family stands for, be it the current one or one used up before; for revocation. */
    public Optional<RefreshTokenFamily> familyOf(String token) {
        var family = redisson.<String, String>getMap(RedisKeys.refresh(grantId(token)));
        String digest = Sha256.of(token);
        boolean known = digest.equals(family.get("current"))
                || Optional.ofNullable(family.get("used"))
                        .filter(used -> used.contains(digest))
                        .isPresent();
        return known
                ? Optional.ofNullable(family.get("family")).map(text -> records.parse(text, RefreshTokenFamily.class))
                : Optional.empty();
    }

    /** The family of a grant, until it is revoked or expires. */
    Optional<RefreshTokenFamily> ofGrant(String grantId) {
        return Optional.ofNullable(redisson.<String, String>getMap(RedisKeys.refresh(grantId))
                        .get("family"))
                .map(text -> records.parse(text, RefreshTokenFamily.class));
    }

    /** Whether the grant still has its family, as it has until it is revoked or expires. */
    public boolean exists(String grantId) {
        return redisson.getKeys().countExists(RedisKeys.refresh(grantId)) > 0;
    }

    /** Ends the family of a grant. */
    public void revokeFamily(String grantId) {
        redisson.getKeys().delete(RedisKeys.refresh(grantId));
    }

    /** The grant of a token; a token without one, taken over from the forerunner, is its own grant by its digest. */
    public static String grantId(String token) {
        int dot = token.indexOf('.');
        return dot > 0 ? token.substring(0, dot) : Sha256.of(token);
    }

    private String newToken(String grantId) {
        return grantId + "." + random.secret();
    }
}
