package org.mcpgateway.bridge.session;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.launch.ServerLinks;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** The sessions of this bridge, within their limits; another user's session is as good as none. */
@ApplicationScoped
public class Sessions {

    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final SessionSettings.Replay NOTHING = new SessionSettings.Replay(0, 0, Duration.ZERO);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{32}");

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final ServerLinks links;
    private final BridgeConfig.LimitSettings limits;
    private final Room room;
    private final SessionSettings.Replay replay;
    private final ReplayStore replays;
    private final SessionRegister register;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("session-sweeper").daemon().factory());

    @Inject
    public Sessions(
            ServerLinks links,
            BridgeConfig.LimitSettings limits,
            SessionSettings settings,
            ReplayStore replays,
            SessionRegister register,
            Clock clock) {
        this.links = links;
        this.limits = limits;
        this.room = new Room(limits);
        this.replay = settings.replay();
        this.replays = replays;
        this.register = register;
        this.clock = clock;
    }

    @PostConstruct
    @SuppressWarnings("FutureReturnValueIgnored") // sweep() lets nothing escape
    void start() {
        sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        sweeper.shutdownNow();
        sessions.values().forEach(session -> session.close("the bridge stops"));
    }

    /**
     * Opens a session with a server of its own.
     *
     * @param principal whose session it is
     * @param caller on whose behalf the server is started
     * @param transport how its client reaches it
     * @throws SessionLimitException when a limit is reached
     * @throws ServerUnavailableException when the server cannot be started
     */
    public Session open(Service service, String principal, Caller caller, Transport transport) {
        Session session = create(
                new SessionKey(service.name(), principal), new SessionClient(caller, transport, clock.instant()));
        Runnable registered = register.add(session);
        try {
            session.begin(links.open(service, caller, session.id().substring(0, 8), session));
        } catch (ServerUnavailableException e) {
            session.close("the server cannot be started");
            throw e;
        }
        registered.run();
        return session;
    }

    /** Whether the text looks like the id of a session; nothing else is looked up anywhere. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The session of this id, if it is here and this principal's and this service's. */
    public Optional<Session> find(String id, SessionKey key) {
        return Optional.ofNullable(sessions.get(id))
                .filter(session -> session.key().equals(key));
    }

    /** All of them, for whoever watches. */
    public Collection<Session> all() {
        return List.copyOf(sessions.values());
    }

    private Session create(SessionKey key, SessionClient client) {
        String id = newId();
        ReplayLog log = new ReplayLog(id, client.transport() == Transport.HTTP_SSE ? NOTHING : replay, replays);
        room.take(key);
        Session session = new Session(id, key, client, log, () -> {
            sessions.remove(id);
            room.give(key);
            register.remove(id);
        });
        sessions.put(id, session);
        return session;
    }

    private void sweep() {
        try {
            for (Session session : sessions.values()) {
                session.keepAlive(SILENCE.toNanos());
                if (session.idleNanos() > limits.idle().toNanos()) {
                    session.close("the session was idle");
                }
            }
            register.refresh(sessions.values());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=sweep-failed", e);
        }
    }

    private String newId() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
