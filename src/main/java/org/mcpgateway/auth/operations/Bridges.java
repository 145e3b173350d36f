package org.mcpgateway.auth.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.mcpgateway.auth.config.OperationsSettings;
import org.mcpgateway.auth.config.ResourceSettings;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** All bridges of {@code BRIDGE_URLS}, asked anew each time: what they tell is true for a moment only. */
@ApplicationScoped
public class Bridges {

    /** When it is worth trying again. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final OperationsSettings settings;
    private final List<String> services;
    private final BridgeClient client;

    @Inject
    public Bridges(OperationsSettings settings, ResourceSettings resources, BridgeClient client) {
        this.settings = settings;
        this.services = resources.services();
        this.client = client;
    }

    /**
     * What runs.
     *
     * @param bridges those that answered, each once
     * @param silent addresses where none did
     */
    public record Running(List<BridgeState> bridges, List<URI> silent) {}

    /** Whether the settings name bridges and the key that they know. */
    public boolean areKnown() {
        return settings.key().isPresent() && !settings.bridges().isEmpty();
    }

    /**
     * Asks all of them at once, for some seconds at most.
     *
     * @throws OAuthException not_found when none are known, temporarily_unavailable when none answers
     */
    public Running running() {
        requireKnown();
        Map<OperationsSettings.Bridge, CompletableFuture<Optional<BridgeState>>> asked = new LinkedHashMap<>();
        settings.bridges().stream()
                .map(client::replicas)
                .toList()
                .forEach(found -> found.join().forEach(bridge -> asked.put(bridge, ask(bridge))));
        Map<String, BridgeState> answered = new TreeMap<>();
        List<URI> silent = new ArrayList<>();
        asked.forEach((bridge, answer) -> answer.join()
                .ifPresentOrElse(
                        state -> answered.putIfAbsent(
                                state.id() + " " + bridge.service().orElse(""), state),
                        () -> silent.add(bridge.address())));
        if (answered.isEmpty()) {
            throw OAuthException.unavailable(
                    "no bridge of BRIDGE_URLS answers; does OPERATIONS_PUBLIC_KEY there fit OPERATIONS_KEY here?",
                    RETRY_AFTER);
        }
        return new Running(List.copyOf(answered.values()), List.copyOf(silent));
    }

    /** Ends a session by its digest; false when the bridge has it no more. */
    public boolean endSession(BridgeState bridge, String digest) {
        return done(bridge, "/operations/end-session?id=" + encoded(digest));
    }

    /** Ends every server of a service at one bridge; false when the bridge has no such service. */
    public boolean restart(BridgeState bridge, String service) {
        return done(bridge, "/operations/restart?service=" + encoded(service));
    }

    /** Ends one process of a service; false when the bridge has it no more. */
    public boolean endChild(BridgeState bridge, String service, long pid) {
        return done(bridge, "/operations/restart?service=" + encoded(service) + "&pid=" + pid);
    }

    private boolean done(BridgeState bridge, String target) {
        return switch (client.act(bridge.address(), target, bridge.id())) {
            case 204 -> true;
            case 404 -> false;
            default -> throw OAuthException.unavailable("the bridge did not do it: try again in a moment", RETRY_AFTER);
        };
    }

    private CompletableFuture<Optional<BridgeState>> ask(OperationsSettings.Bridge bridge) {
        return client.state(bridge.address())
                .thenApply(said -> said.flatMap(json -> BridgeState.parse(bridge.address(), json))
                        .map(state -> state.of(service -> services.contains(service)
                                && bridge.service().map(service::equals).orElse(true))));
    }

    private void requireKnown() {
        if (!areKnown()) {
            throw OAuthException.of(
                    OAuthError.NOT_FOUND,
                    "no bridge is known here: set OPERATIONS_KEY and BRIDGE_URLS, and OPERATIONS_PUBLIC_KEY at the bridges");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
