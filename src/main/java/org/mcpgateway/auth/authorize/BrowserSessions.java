package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
        String hash = Sha256.of(secret);
        Duration lifetime = Browser.Purpose.SESSION.lifetime();
        RBatch batch = redisson.createBatch();
        records.save(batch, RedisKeys.browserSession(hash), user, lifetime);
        indexes.addEndingWithLast(
                batch,
                RedisKeys.userSessions(user.username()),
                hash,
                clock.instant().plus(lifetime));
        batch.execute();
        return browser.cookie(Browser.Purpose.SESSION, secret);
    }

    /** Ends every session of a user, in whatever browser, and gives their number. */
    public int endAll(String username) {
        var sessions = redisson.<String>getScoredSortedSet(RedisKeys.userSessions(username));
        int ended = (int) sessions.readAll().stream()
                .filter(hash -> records.delete(RedisKeys.browserSession(hash)))
                .count();
        sessions.delete();
        return ended;
    }
}
