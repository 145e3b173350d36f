package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;

/** Who signed in with which browser. A new sign-in gets a new secret, so that no session can be fixed beforehand. */
@ApplicationScoped
public class BrowserSessions {

    private final RedissonClient redisson;
    private final SortedIndexes indexes;
    private final Clock clock;
    private final Browser browser;
    private final JsonRecords records;
    private final UserPolicy policy;

    @Inject
    public BrowserSessions(
            RedissonClient redisson,
            SortedIndexes indexes,
            Clock clock,
            Browser browser,
            JsonRecords records,
            UserPolicy policy) {
        this.redisson = redisson;
        this.indexes = indexes;
        this.clock = clock;
        this.browser = browser;
        this.records = records;
        this.policy = policy;
    }

    /** The user who signed in with this browser and is still allowed. */
    public Optional<UserIdentity> user(Map<String, Cookie> cookies) {
        return browser.secret(cookies, Browser.Purpose.SESSION)
                .flatMap(secret -> records.find(RedisKeys.browserSession(Sha256.of(secret)), UserIdentity.class))
                .filter(policy::allows);
    }

    /** Begins a session; the cookie goes to the browser. */
    public NewCookie begin(UserIdentity user) {
        String secret = browser.newSecret();
        keep(Sha256.of(secret), user);
        return browser.cookie(Browser.Purpose.SESSION, secret);
    }

    /** Keeps the session whose cookie has this digest. */
    void keep(String hash, UserIdentity user) {
        Duration lifetime = Browser.Purpose.SESSION.lifetime();
        Instant end = clock.instant().plus(lifetime);
        RBatch batch = redisson.createBatch();
        records.save(batch, RedisKeys.browserSession(hash), user, lifetime);
        sets(user).forEach(set -> indexes.addEndingWithLast(batch, set, hash, end));
        batch.execute();
    }

    /**
     * Ends every session of this person, under whatever name, and nobody else's. Those begun by a gateway that knew
     * them by name only are looked at as well.
     */
    public void endAll(UserIdentity user) {
        Set<String> hashes = new HashSet<>();
        sets(user)
                .forEach(set ->
                        hashes.addAll(redisson.<String>getScoredSortedSet(set).readAll()));
        Map<String, UserIdentity> found =
                records.findAll(hashes.stream().map(RedisKeys::browserSession).toList(), UserIdentity.class);
        List<String> theirs = hashes.stream()
                .filter(hash -> Optional.ofNullable(found.get(RedisKeys.browserSession(hash)))
                        .filter(known -> user.is(known.provider(), known.subject()))
                        .isPresent())
                .toList();
        if (!theirs.isEmpty()) {
            theirs.forEach(hash -> records.delete(RedisKeys.browserSession(hash)));
            Stream.concat(Stream.of(user), theirs.stream().map(hash -> found.get(RedisKeys.browserSession(hash))))
                    .flatMap(known -> sets(known).stream())
                    .distinct()
                    .forEach(set -> redisson.getScoredSortedSet(set).removeAll(theirs));
        }
    }

    /** By name for administrators, by person for the user. */
    private static List<String> sets(UserIdentity user) {
        return List.of(
                RedisKeys.userSessions(user.username()), RedisKeys.personSessions(user.provider(), user.subject()));
    }

    /** Ends every session of all users of a name, in whatever browser, and gives their number. */
    public int endAll(String username) {
        var sessions = redisson.<String>getScoredSortedSet(RedisKeys.userSessions(username));
        int ended = (int) sessions.readAll().stream()
                .filter(hash -> records.delete(RedisKeys.browserSession(hash)))
                .count();
        sessions.delete();
        return ended;
    }
}
