package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.operations.BridgeState;
import org.mcpgateway.auth.operations.Bridges;
import org.mcpgateway.auth.redis.PageRequest;
import org.mcpgateway.auth.redis.PageRequest.Position;

/** The live MCP sessions of all bridges, and the end of one. */
@ApplicationScoped
public class Sessions {

    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Comparator<Position> LATEST_FIRST =
            Comparator.comparingLong(Position::score).reversed().thenComparing(Position::member);

    private final Bridges bridges;
    private final AuditLog audit;

    @Inject
    public Sessions(Bridges bridges, AuditLog audit) {
        this.bridges = bridges;
        this.audit = audit;
    }

    /**
     * A part of the sessions.
     *
     * @param items the latest to be opened first
     * @param next the cursor of the following part; empty at the end
     * @param unreachable bridges that did not answer, so that their sessions are missing here
     */
    public record Part(List<SessionView> items, Optional<String> next, List<URI> unreachable) {}

    /**
     * A part of the sessions.
     *
     * @param username whose alone; null: of all
     * @param service of which alone; null: of all
     * @throws OAuthException not_found when no bridge is known, temporarily_unavailable when none answers
     */
    public Part page(@Nullable String username, @Nullable String service, PageRequest request) {
        Bridges.Running running = bridges.running();
        List<SessionView> rest = running.bridges().stream()
                .flatMap(bridge -> bridge.sessions().stream().map(session -> SessionView.of(session, bridge.id())))
                .filter(session -> username == null || session.username().equals(username))
                .filter(session -> service == null || session.service().equals(service))
                .sorted(Comparator.comparing(Sessions::position, LATEST_FIRST))
                .filter(session -> request.after()
                        .map(after -> LATEST_FIRST.compare(position(session), after) > 0)
                        .orElse(true))
                .limit(request.limit() + 1L)
                .toList();
        boolean more = rest.size() > request.limit();
        List<SessionView> items = more ? rest.subList(0, request.limit()) : rest;
        return new Part(
                items,
                more ? Optional.of(position(items.get(items.size() - 1)).cursor()) : Optional.empty(),
                running.silent());
    }

    /**
     * Ends a session and its server.
     *
     * @param digest as a list names it
     * @throws OAuthException invalid_request, not_found, or temporarily_unavailable when it may be where none answers
     */
    public void end(@Nullable String digest) {
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw OAuthException.invalidRequest(
                    "a session is named by 43 characters, as the list of sessions shows it");
        }
        Bridges.Running running = bridges.running();
        for (BridgeState bridge : running.bridges()) {
            Optional<BridgeState.Session> found = bridge.sessions().stream()
                    .filter(session -> session.id().equals(digest))
                    .findAny();
            if (found.isPresent() && bridges.endSession(bridge, digest)) {
                record(found.get());
                return;
            }
        }
        throw running.silent().isEmpty()
                ? OAuthException.of(OAuthError.NOT_FOUND, "no live session is named so")
                : OAuthException.unavailable(
                        "no bridge that answers has this session: try again when all do", Bridges.RETRY_AFTER);
    }

    private static Position position(SessionView session) {
        return new Position(session.openedAt().toEpochMilli(), session.id());
    }

    private void record(BridgeState.Session session) {
        audit.record(AuditEvent.of(AuditEvent.Type.SESSION_ENDED)
                .client(session.clientId())
                .user(session.username())
                .with("service", session.service())
                .with("session", session.id())
                .reason("an administrator ended it"));
    }
}
