package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;

/** Who signed in with which browser. A new sign-in gets a new secret, so that no session can be fixed beforehand. */
@ApplicationScoped
public class BrowserSessions {

    private final Browser browser;
    private final JsonRecords records;
    private final UserPolicy policy;

    @Inject
    public BrowserSessions(Browser browser, JsonRecords records, UserPolicy policy) {
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
        records.save(RedisKeys.browserSession(Sha256.of(secret)), user, Browser.Purpose.SESSION.lifetime());
        return browser.cookie(Browser.Purpose.SESSION, secret);
    }
}
