package org.mcpgateway.auth.admin.pages;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mcpgateway.auth.admin.ServiceView;
import org.mcpgateway.auth.admin.SessionView;
import org.mcpgateway.auth.pages.PageTime;

/** What runs at the bridges, as the templates show it. */
final class LiveRows {

    private LiveRows() {}

    static Map<String, String> session(SessionView session) {
        String user = session.username().isEmpty() ? session.userId() : session.username();
        return Map.of(
                "id", session.id(),
                "service", session.service(),
                "user", user.isEmpty() ? "nobody in particular" : user,
                "userHref", Link.to("/admin/sessions", "username", session.username()),
                "note",
                        session.clientId() + " · since " + PageTime.of(session.openedAt()) + " · " + session.calls()
                                + " calls · idle for " + span(session.idleSeconds()) + " · "
                                + session.protocolVersion(),
                "end", Link.to("/admin/session/end", "session", session.id()));
    }

    static Map<String, Object> service(ServiceView service) {
        return Map.of(
                "name", service.name(),
                "status", service.status().name(),
                "note",
                        service.reason().map(reason -> reason + " · ").orElse("") + service.sessions() + " sessions · "
                                + service.children().size() + " processes",
                "restartable", service.status() != ServiceView.Status.UNREACHABLE,
                "sessionsHref", Link.to("/admin/sessions", "service", service.name()),
                "restart", Link.to("/admin/service/restart", "service", service.name()),
                "children", children(service));
    }

    private static List<Map<String, String>> children(ServiceView service) {
        return service.children().stream()
                .map(child -> Map.of(
                        "pid", Long.toString(child.pid()),
                        "note",
                                (child.spare() ? "spare" : child.userId().isEmpty() ? "of nobody" : child.userId())
                                        + " · for " + span(child.ageSeconds()),
                        "end",
                                Link.to(
                                        "/admin/service/restart",
                                        "service",
                                        service.name(),
                                        "bridge",
                                        child.bridge(),
                                        "pid",
                                        Long.toString(child.pid()))))
                .toList();
    }

    private static String span(long seconds) {
        Duration span = Duration.ofSeconds(seconds);
        return span.toHours() > 0
                ? span.toHours() + " h " + span.toMinutesPart() + " min"
                : span.toMinutes() > 0 ? span.toMinutes() + " min " + span.toSecondsPart() + " s" : seconds + " s";
    }
}
