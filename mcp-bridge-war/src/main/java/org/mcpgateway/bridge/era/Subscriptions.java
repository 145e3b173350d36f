package org.mcpgateway.bridge.era;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@code subscriptions/listen} streams over a server that knows only {@code initialize}: it announces each change
 * once, and every stream that asked for it gets it (basic/patterns/subscriptions).
 */
final class Subscriptions {

    /**
     * What a stream wants to hear.
     *
     * @param changes the names of the notifications
     * @param resources the URIs watched
     */
    private record Filter(Set<String> changes, Set<String> resources) {
        boolean wants(JsonObject notification) {
            String method = Json.text(notification, "method").orElse("");
            return method.equals(UPDATED)
                    ? resources.contains(Json.text(Json.member(notification, "params"), "uri")
                            .orElse(""))
                    : changes.contains(method);
        }
    }

    private static final String UPDATED = "notifications/resources/updated";

    private final ServerConnection connection;
    private final InitializeDialect server;
    private final Map<Call, Filter> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> watchers = new HashMap<>();

    Subscriptions(ServerConnection connection, InitializeDialect server) {
        this.connection = connection;
        this.server = server;
    }

    /** Opens a stream; the first thing it says is what of the request is honoured. */
    void open(Call call) {
        JsonObject asked = Json.member(call.request().params(), "notifications");
        var honoured = Json.object();
        var changes = new HashSet<String>();
        for (String list : new String[] {"tools", "prompts", "resources"}) {
            if (asked.getBoolean(list + "ListChanged", false) && server.has(list, "listChanged")) {
                honoured.add(list + "ListChanged", true);
                changes.add("notifications/" + list + "/list_changed");
            }
        }
        Set<String> resources = server.has("resources", "subscribe") ? uris(asked) : Set.of();
        if (!resources.isEmpty()) {
            honoured.add("resourceSubscriptions", Json.strings(resources));
        }
        JsonObject acknowledged = Json.object()
                .add("jsonrpc", "2.0")
                .add("method", "notifications/subscriptions/acknowledged")
                .add("params", Json.object("notifications", honoured.build()))
                .build();
        call.offer(new Event.Notified(tagged(acknowledged, call)));
        open.put(call, new Filter(changes, resources));
        resources.forEach(this::watch);
    }

    private static Set<String> uris(JsonObject asked) {
        var uris = new HashSet<String>();
        if (asked.get("resourceSubscriptions") instanceof JsonArray list) {
            for (JsonValue uri : list) {
                if (uri instanceof JsonString text) {
                    uris.add(text.getString());
                }
            }
        }
        return uris;
    }

    void close(Call call) {
        Filter closed = open.remove(call);
        if (closed != null) {
            closed.resources().forEach(this::unwatch);
        }
    }

    void publish(JsonObject notification) {
        open.forEach((call, filter) -> {
            if (filter.wants(notification)) {
                call.offer(new Event.Notified(tagged(notification, call)));
            }
        });
    }

    private static JsonObject tagged(JsonObject notification, Call call) {
        return Dialect.withMeta(
                notification, "params", Revision.SUBSCRIPTION_ID, call.request().id());
    }

    private void watch(String uri) {
        boolean first;
        synchronized (watchers) {
            first = watchers.merge(uri, 1, Integer::sum) == 1;
        }
        if (first) {
            connection.instruct("resources/subscribe", Json.object("uri", Json.string(uri)));
        }
    }

    private void unwatch(String uri) {
        boolean last;
        synchronized (watchers) {
            last = watchers.merge(uri, -1, (count, less) -> count + less == 0 ? null : count + less) == null;
        }
        if (last) {
            connection.instruct("resources/unsubscribe", Json.object("uri", Json.string(uri)));
        }
    }
}
