package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/** The codes: each redeemed once by one atomic script, then remembered as used for ten minutes. */
@ApplicationScoped
public class AuthorizationCodeStore {

    private static final Duration TOMBSTONE_LIFETIME = Duration.ofMinutes(10);
    private static final String USED = "used:";

    /**
     * Gives back what stands under the key and leaves the tombstone "used:" and the grant id in its place. A client of
     * Redis that hears nothing sends a command again, and both may be done: the same attempt is given the same answer.
     */
    private static final String REDEEM = """
            local value = redis.call('GET', KEYS[1])
            if not value then return nil end
            if string.sub(value, 1, 5) == 'used:' then
              local given = redis.call('GET', KEYS[2])
              if given and string.sub(given, 1, #ARGV[2]) == ARGV[2] then return string.sub(given, #ARGV[2] + 1) end
              return value
            end
            redis.call('SET', KEYS[1], 'used:' .. cjson.decode(value)['grantId'], 'EX', ARGV[1])
            redis.call('SET', KEYS[2], ARGV[2] .. value, 'EX', ARGV[3])
            return value
            """;

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final RandomTokens random;
    private final TokenSettings settings;

    @Inject
    public AuthorizationCodeStore(
            RedissonClient redisson, JsonRecords records, RandomTokens random, TokenSettings settings) {
        this.redisson = redisson;
        this.records = records;
        this.random = random;
        this.settings = settings;
    }

    /** Keeps the authorization and gives the code that stands for it, 43 base64url characters. */
    public String issue(AuthorizationCode authorization) {
        String code = random.secret();
        records.save(RedisKeys.code(Sha256.of(code)), authorization, settings.codeLifetime());
        return code;
    }

    /**
     * Redeems an authorization code, once (RFC 6749 s4.1.2; OAuth 2.1 s4.1.3).
     *
     * @param code as the client sent it, not hashed
     * @return Fresh the first time; Replayed while the tombstone lives; else Unknown
     */
    public Redemption redeem(String code) {
        String hash = Sha256.of(code);
        @Nullable String value = redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        REDEEM,
                        RScript.ReturnType.VALUE,
                        List.of(RedisKeys.code(hash), RedisKeys.codeAnswer(hash)),
                        TOMBSTONE_LIFETIME.toSeconds(),
                        random.identifier(),
                        RedisKeys.ANSWER_LIFETIME.toSeconds());
        if (value == null) {
            return new Redemption.Unknown();
        }
        return value.startsWith(USED)
                ? new Redemption.Replayed(value.substring(USED.length()))
                : new Redemption.Fresh(records.parse(value, AuthorizationCode.class));
    }
}
