package org.mcpgateway.auth.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.redis.PageRequest.Position;
import org.redisson.api.RBatch;
import org.redisson.api.RScoredSortedSetAsync;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.ScoredEntry;

/**
 * Sorted sets that name records. What is listed is read from the highest score down, a part at a time, so that no
 * request costs more than its part; an entry whose score does not change is seen exactly once.
 */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class SortedIndexes {

    private static final int CHUNK = 200;

    /** Adds, takes out what has ended, and lets the set end with its last member. ARGV: end, member, now (seconds). */
    private static final String ADD_ENDING = """
            redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3])
            local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
            if last[2] then redis.call('EXPIREAT', KEYS[1], string.format('%.0f', last[2])) end
            return 1
            """;

    private final RedissonClient redisson;
    private final Clock clock;

    @Inject
    public SortedIndexes(RedissonClient redisson, Clock clock) {
        this.redisson = redisson;
        this.clock = clock;
    }

    /** A part of an index whose scores are not times of an end. */
    public Page<String> page(String key, PageRequest request) {
        return page(key, request, Double.NEGATIVE_INFINITY);
    }

    /** A part of an index whose scores are the seconds at which its members end; those that have ended are left out. */
    public Page<String> living(String key, PageRequest request) {
        return page(key, request, (double) clock.instant().getEpochSecond());
    }

    /** How many members have not ended, in an index whose scores are the seconds of their ends. */
    public int countLiving(String key) {
        return redisson.getScoredSortedSet(key)
                .count((double) clock.instant().getEpochSecond(), false, Double.POSITIVE_INFINITY, true);
    }

    /** How many members there are. */
    public int count(String key) {
        return redisson.getScoredSortedSet(key).size();
    }

    /** Adds a member that ends to an index, as part of a batch, and takes out what has ended. */
    public void addEnding(RBatch batch, String key, String member, Instant end) {
        RScoredSortedSetAsync<String> set = batch.getScoredSortedSet(key);
        set.addAsync((double) end.getEpochSecond(), member);
        set.removeRangeByScoreAsync(
                Double.NEGATIVE_INFINITY, true, (double) clock.instant().getEpochSecond(), false);
    }

    /** The same for an index that ends with the last of its members. */
    public void addEndingWithLast(RBatch batch, String key, String member, Instant end) {
        batch.getScript(StringCodec.INSTANCE)
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        ADD_ENDING,
                        RScript.ReturnType.LONG,
                        List.of(key),
                        end.getEpochSecond(),
                        member,
                        clock.instant().getEpochSecond());
    }

    private Page<String> page(String key, PageRequest request, double lowest) {
        double highest =
                request.after().map(position -> (double) position.score()).orElse(Double.POSITIVE_INFINITY);
        List<Position> found = new ArrayList<>();
        int offset = 0;
        Collection<ScoredEntry<String>> chunk;
        do {
            chunk = redisson.<String>getScoredSortedSet(key)
                    .entryRangeReversed(lowest, false, highest, true, offset, CHUNK);
            chunk.stream()
                    .map(entry -> new Position(entry.getScore().longValue(), entry.getValue()))
                    .filter(position -> isBelow(position, request.after()))
                    .forEach(found::add);
            offset += chunk.size();
        } while (chunk.size() == CHUNK && found.size() <= request.limit());
        List<Position> items = found.subList(0, Math.min(found.size(), request.limit()));
        return new Page<>(
                items.stream().map(Position::member).toList(),
                found.size() > items.size() ? Optional.of(items.getLast().cursor()) : Optional.empty());
    }

    /** Redis orders members of one score by their bytes; here only those of the cursor's own score are compared. */
    private static boolean isBelow(Position position, Optional<Position> after) {
        return after.isEmpty()
                || position.score() < after.get().score()
                || compareBytes(position.member(), after.get().member()) < 0;
    }

    private static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
