package org.mcpgateway.auth.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/** The device authorizations on their way; decided once and handed out once, each by one atomic script. */
@ApplicationScoped
public class DeviceAuthorizationStore {

    /** How long a code may be used. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** How long a device has to wait between two questions. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration AFTERLIFE = Duration.ofMinutes(10);

    /** Puts the decided record in place of the pending one; once more changes nothing and is no other decision. */
    private static final String DECIDE = """
            local value = redis.call('GET', KEYS[1])
            if value == ARGV[1] then return 1 end
            if not value or cjson.decode(value)['status'] ~= 'PENDING' then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'KEEPTTL')
            return 1
            """;

    /**
     * KEYS: record, time of rest, interval in seconds, the last answer. ARGV: client, now in seconds, first interval,
     * attempt, seconds for which the answer is kept. A client of Redis that hears nothing sends a command again: the
     * same attempt is given the same answer.
     */
    private static final String POLL = """
            local value = redis.call('GET', KEYS[1])
            if not value then
              local given = redis.call('GET', KEYS[4])
              if given and string.sub(given, 1, #ARGV[4]) == ARGV[4] then return string.sub(given, #ARGV[4] + 1) end
              return 'unknown'
            end
            local record = cjson.decode(value)
            if record['clientId'] ~= ARGV[1] then return 'unknown' end
            if record['status'] ~= 'PENDING' then
              redis.call('DEL', KEYS[1])
              redis.call('SET', KEYS[4], ARGV[4] .. value, 'EX', ARGV[5])
              return value
            end
            if tonumber(ARGV[2]) >= record['expiresAtSecond'] then return 'expired' end
            local interval = tonumber(redis.call('GET', KEYS[3]) or ARGV[3])
            if redis.call('SET', KEYS[2], '1', 'NX', 'PX', interval * 1000 - 500) then return 'pending' end
            interval = interval + 5
            redis.call('SET', KEYS[3], interval, 'EX', 1200)
            redis.call('SET', KEYS[2], '1', 'PX', interval * 1000 - 500)
            return 'too_fast'
            """;

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final RandomTokens random;
    private final Clock clock;

    @Inject
    public DeviceAuthorizationStore(RedissonClient redisson, JsonRecords records, RandomTokens random, Clock clock) {
        this.redisson = redisson;
        this.records = records;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The codes of a new authorization.
     *
     * @param deviceCode 43 base64url characters, for the device alone
     * @param userCode as it is shown to the person
     */
    record Codes(String deviceCode, String userCode) {}

    /** Keeps a new authorization. */
    Codes begin(String clientId, String scope, List<String> resources) {
        String deviceCode = random.secret();
        String userCode = random.fromAlphabet(UserCodes.ALPHABET, UserCodes.LENGTH);
        String hash = Sha256.of(deviceCode);
        DeviceAuthorization authorization = new DeviceAuthorization(
                1,
                clientId,
                scope,
                resources,
                clock.instant().plus(LIFETIME).getEpochSecond(),
                DeviceAuthorization.Status.PENDING,
                Optional.empty());
        records.save(RedisKeys.device(hash), authorization, LIFETIME.plus(AFTERLIFE));
        redisson.<String>getBucket(RedisKeys.userCode(Sha256.of(userCode))).set(hash, LIFETIME);
        return new Codes(deviceCode, UserCodes.shown(userCode));
    }

    /** The authorization that waits for this user code. */
    Optional<DeviceAuthorization> pending(String userCode) {
        return hashOf(userCode)
                .flatMap(hash -> records.find(RedisKeys.device(hash), DeviceAuthorization.class))
                .filter(found -> found.status() == DeviceAuthorization.Status.PENDING)
                .filter(found -> clock.instant().getEpochSecond() < found.expiresAtSecond());
    }

    /** Lets the device have it; false when it was decided or expired meanwhile. */
    boolean grant(String userCode, UserIdentity user) {
        return pending(userCode)
                .map(found -> decide(userCode, found.granted(user)))
                .orElse(false);
    }

    /** Refuses it; false when it was decided or expired meanwhile. */
    boolean deny(String userCode) {
        return pending(userCode).map(found -> decide(userCode, found.denied())).orElse(false);
    }

    /** What became of the authorization of a device code; a decision is handed out once. */
    public DevicePoll poll(String deviceCode, String clientId) {
        String hash = Sha256.of(deviceCode);
        String answer = redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        POLL,
                        RScript.ReturnType.VALUE,
                        List.of(
                                RedisKeys.device(hash),
                                RedisKeys.deviceRest(hash),
                                RedisKeys.devicePace(hash),
                                RedisKeys.deviceAnswer(hash)),
                        clientId,
                        clock.instant().getEpochSecond(),
                        INTERVAL.toSeconds(),
                        random.identifier(),
                        RedisKeys.ANSWER_LIFETIME.toSeconds());
        return switch (answer) {
            case "unknown" -> new DevicePoll.Unknown();
            case "expired" -> new DevicePoll.Expired();
            case "pending" -> new DevicePoll.Pending();
            case "too_fast" -> new DevicePoll.TooFast();
            default -> decided(records.parse(answer, DeviceAuthorization.class));
        };
    }

    private static DevicePoll decided(DeviceAuthorization authorization) {
        return authorization.status() == DeviceAuthorization.Status.GRANTED
                ? new DevicePoll.Granted(authorization)
                : new DevicePoll.Denied();
    }

    private boolean decide(String userCode, DeviceAuthorization decided) {
        String hash = hashOf(userCode).orElse("");
        Number done = redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        DECIDE,
                        RScript.ReturnType.LONG,
                        List.of(RedisKeys.device(hash)),
                        records.format(decided));
        redisson.getBucket(RedisKeys.userCode(Sha256.of(userCode))).delete();
        return done.longValue() == 1;
    }

    private Optional<String> hashOf(String userCode) {
        return Optional.ofNullable(redisson.<String>getBucket(RedisKeys.userCode(Sha256.of(userCode)))
                .get());
    }
}
