package org.mcpgateway.bridge.session;

import java.util.HashMap;
import java.util.Map;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Counts the sessions that are open, in all, by user and by service, so that opening one costs the same among many. */
final class Room {

    private final BridgeConfig.LimitSettings limits;
    private final Map<String, Integer> byUser = new HashMap<>();
    private final Map<String, Integer> byService = new HashMap<>();
    private int all;

    Room(BridgeConfig.LimitSettings limits) {
        this.limits = limits;
    }

    /**
     * Takes room for one session, until it is given back.
     *
     * @throws SessionLimitException when there is none; then nothing changes
     */
    synchronized void take(SessionKey key) {
        if (all >= limits.sessions()
                || byUser.getOrDefault(key.principal(), 0) >= limits.sessionsPerUser()
                || byService.getOrDefault(key.service(), 0) >= limits.sessionsPerService()) {
            throw new SessionLimitException();
        }
        all++;
        byUser.merge(key.principal(), 1, Integer::sum);
        byService.merge(key.service(), 1, Integer::sum);
    }

    /** Gives back what one session took; the caller does so once for each. */
    synchronized void give(SessionKey key) {
        all--;
        byUser.computeIfPresent(key.principal(), (name, count) -> count > 1 ? count - 1 : null);
        byService.computeIfPresent(key.service(), (name, count) -> count > 1 ? count - 1 : null);
    }
}
