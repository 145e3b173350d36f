package org.mcpgateway.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.ServiceOptions;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.config.ReplicaSettings;
import org.mcpgateway.bridge.config.Secret;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.launch.ServerLinks;
import org.mcpgateway.bridge.launch.TestServerLinks;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.replica.Replicas;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.InProcessServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.support.Draw;
import org.mcpgateway.bridge.support.Property;
import org.mcpgateway.bridge.support.RedisServer;
import org.mcpgateway.bridge.support.TestConfig;

/**
 * Whose a session is, over two replicas and one Redis: whatever is opened, closed, asked for, lost and forgotten in
 * whichever order, held against a list of who opened what.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionOwnershipModelTest {

    private static final BridgeConfig.LimitSettings LIMITS = TestConfig.of().limits();
    private static final SessionSettings SETTINGS = new SessionSettings(
            Optional.empty(),
            Optional.of(new ReplicaSettings(URI.create("http://127.0.0.1:1/services"), new Secret("s".repeat(32)))),
            new SessionSettings.Replay(0, 0, Duration.ZERO),
            false);
    private static final ServerLinks LINKS = TestServerLinks.with(new Silent());

    private static RedisServer redis;

    @BeforeAll
    static void redis_runs() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void redis_stops() {
        redis.close();
    }

    @Test
    void a_session_is_served_to_its_owner_at_every_replica_and_to_nobody_else() {
        Property.holds(2000, draw -> {
            var world = new World(draw);
            for (int left = draw.below(12); left > 0; left--) {
                world.goesOn();
            }
            world.sessions.forEach(world::isAskedForByEverybody);
        });
    }

    /** What was opened, by whom and where, and whether Redis and its replica still have it. */
    private static final class Opened {
        final Session session;
        final Bridge at;
        boolean recorded = true;
        boolean over;

        Opened(Session session, Bridge at) {
            this.session = session;
            this.at = at;
        }
    }

    private static final class World {

        final List<Opened> sessions = new ArrayList<>();
        private final Draw draw;
        private final List<Bridge> bridges = new ArrayList<>(List.of(new Bridge(), new Bridge()));

        World(Draw draw) {
            this.draw = draw;
        }

        void goesOn() {
            int act = draw.below(6);
            if (act == 0 || sessions.isEmpty()) {
                Bridge bridge = bridges.get(draw.below(bridges.size()));
                sessions.add(new Opened(bridge.open(key()), bridge));
                return;
            }
            Opened opened = sessions.get(draw.below(sessions.size()));
            switch (act) {
                case 1 -> {
                    opened.session.close("its client ended it");
                    opened.over = true;
                }
                case 2 -> {
                    redis.client()
                            .getBucket(RedisKeys.sessionState(opened.session.id()))
                            .delete();
                    opened.recorded = false;
                }
                case 3 -> {
                    bridges.set(bridges.indexOf(opened.at) < 0 ? 0 : bridges.indexOf(opened.at), new Bridge());
                    sessions.forEach(other -> other.over |= !bridges.contains(other.at));
                }
                default -> isAskedFor(opened, bridges.get(draw.below(bridges.size())), key());
            }
        }

        void isAskedForByEverybody(Opened opened) {
            for (Bridge bridge : bridges) {
                for (String user : List.of("ada", "bob")) {
                    isAskedFor(opened, bridge, new SessionKey("notes", user));
                    isAskedFor(opened, bridge, new SessionKey("time", user));
                }
            }
        }

        private void isAskedFor(Opened opened, Bridge bridge, SessionKey by) {
            Optional<Session> served = bridge.find(opened.session.id(), by, bridges);
            boolean rightly = !opened.over && opened.session.key().equals(by);
            if (rightly && (bridge == opened.at || opened.recorded)) {
                assertThat(served).hasValue(opened.session);
            } else if (!rightly) {
                assertThat(served).isEmpty();
            }
        }

        private SessionKey key() {
            return new SessionKey(draw.of("notes", "time"), draw.of("ada", "bob"));
        }
    }

    /** One replica. */
    private static final class Bridge {

        private final Replicas replicas = new Replicas(redis.injected(), SETTINGS);
        private final SessionRecords records = new SessionRecords(redis.injected());
        private final Sessions sessions = new Sessions(
                LINKS,
                LIMITS,
                SETTINGS,
                new ReplayStore(redis.injected(), SETTINGS),
                new SessionRegister(records, replicas, Clock.systemUTC(), LIMITS),
                Clock.systemUTC());

        Session open(SessionKey key) {
            return sessions.open(
                    new Service.InProcess(key.service(), "silent", ServiceOptions.NONE),
                    key.principal(),
                    Caller.NOBODY,
                    Transport.STREAMABLE_HTTP);
        }

        /** Here, or where Redis says that it is, as requests are handed on. */
        Optional<Session> find(String id, SessionKey key, List<Bridge> bridges) {
            return sessions.find(id, key)
                    .or(() -> records.owner(id, key)
                            .flatMap(owner -> bridges.stream()
                                    .filter(bridge -> bridge.replicas.self().equals(owner))
                                    .findFirst()
                                    .flatMap(bridge -> bridge.sessions.find(id, key))));
        }
    }

    /** A server that never says anything. */
    private static final class Silent implements InProcessServer {

        @Override
        public String name() {
            return "silent";
        }

        @Override
        public McpServerLink open(LinkListener listener) {
            return new McpServerLink() {
                @Override
                public void send(byte[] message) {}

                @Override
                public void close() {}
            };
        }
    }
}
