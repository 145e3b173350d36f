package org.mcpgateway.auth.admin.pages;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mcpgateway.auth.admin.ClientView;
import org.mcpgateway.auth.admin.Consents;
import org.mcpgateway.auth.admin.TokenView;
import org.mcpgateway.auth.admin.Users;
import org.mcpgateway.auth.pages.PageTime;

/** What administrators see, as the templates show it: texts by name, addresses below the context. */
final class Rows {

    private Rows() {}

    static Map<String, String> client(ClientView client) {
        return Map.of(
                "id",
                client.clientId(),
                "name",
                client.clientName().isEmpty() ? client.clientId() : client.clientName(),
                "note",
                isConfigured(client) ? client.kind() : client.kind() + " · since " + PageTime.of(client.issuedAt()),
                "href",
                Link.to("/admin/client", "client_id", client.clientId()));
    }

    /** Those of the configuration were never registered. */
    static boolean isConfigured(ClientView client) {
        return client.kind().equals("configured");
    }

    /** The members of a client that are there, each with its name. */
    static List<Map<String, String>> details(ClientView client) {
        List<Map<String, String>> details = new ArrayList<>();
        add(details, "Identifier", client.clientId());
        add(details, "Kind", client.kind());
        add(details, "Has a secret", client.confidential() ? "yes" : "no");
        add(details, "Authentication", client.authenticationMethod().orElse(""));
        add(details, "Redirect URIs", String.join(" ", client.redirectUris()));
        add(details, "Grants", String.join(" ", client.grantTypes()));
        add(details, "Scope", client.scope());
        add(details, "Contacts", String.join(" ", client.contacts()));
        add(details, "Registered", isConfigured(client) ? "" : PageTime.of(client.issuedAt()));
        add(details, "Ends unless used", client.expiresAt().map(PageTime::of).orElse(""));
        add(details, "Used", isConfigured(client) ? "" : client.used() ? "yes" : "not yet");
        return details;
    }

    static Map<String, String> token(TokenView token) {
        return Map.of(
                "user", token.username(),
                "client", token.clientId(),
                "clientHref", Link.to("/admin/client", "client_id", token.clientId()),
                "note",
                        String.join(", ", token.aud()) + " · " + token.scope() + " · until "
                                + PageTime.of(token.expiresAt()),
                "jti", token.jti(),
                "revoke", Link.to("/admin/token/revoke", "jti", token.jti()));
    }

    static Map<String, String> user(Users.View user) {
        return Map.of(
                "name", user.username(),
                "note",
                        user.tokens() + " access tokens · " + user.grants() + " authorizations · " + user.consents()
                                + " consents · " + user.sessions() + " browsers",
                "href", Link.to("/admin/user", "username", user.username()));
    }

    static Map<String, String> consent(Consents.View consent) {
        return Map.of(
                "user",
                consent.username(),
                "client",
                consent.clientName().isEmpty() ? consent.clientId() : consent.clientName(),
                "clientHref",
                Link.to("/admin/client", "client_id", consent.clientId()),
                "note",
                consent.approvals().stream().map(Rows::approval).collect(Collectors.joining("; ")),
                "withdraw",
                Link.to("/admin/consent/withdraw", "username", consent.username(), "client_id", consent.clientId()));
    }

    /** An event: when, what, and the rest of its members as they were recorded. */
    static Map<String, Object> event(JsonObject event) {
        Map<String, String> members = new LinkedHashMap<>();
        event.forEach((name, value) -> {
            if (!name.equals("time") && !name.equals("event") && value instanceof JsonString text) {
                members.put(name, text.getString());
            }
        });
        return Map.of(
                "time",
                event.getString("time", ""),
                "type",
                event.getString("event", ""),
                "members",
                members.entrySet().stream()
                        .filter(member -> !member.getValue().isEmpty())
                        .map(member -> Map.of("name", member.getKey(), "value", member.getValue()))
                        .toList());
    }

    private static String approval(Consents.Approved approval) {
        String services = approval.resources().isEmpty() ? "every service" : String.join(", ", approval.resources());
        Instant given = approval.givenAt();
        return services + " · " + approval.scope() + " · " + approval.destination() + " · since " + PageTime.of(given);
    }

    private static void add(List<Map<String, String>> details, String name, String value) {
        if (!value.isEmpty()) {
            details.add(Map.of("name", name, "value", value));
        }
    }
}
