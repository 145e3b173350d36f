package org.mcpgateway.bridge.group;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** The servers of a group, and what the group asks them itself. Whoever asks waits for the answers. */
final class Members {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final int MOST_PAGES = 100;
    private static final int MOST_ADDRESSES = 10_000;
    private static final long PATIENCE_SECONDS = 60;

    private final String group;
    private final Map<String, Member> byName = new LinkedHashMap<>();
    private final Map<String, Member> byAddress = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Member> eldest) {
            return size() > MOST_ADDRESSES;
        }
    });

    Members(String group) {
        this.group = group;
    }

    /**
     * Starts all that can be started.
     *
     * @throws ServerBusyException when a limit of servers is reached: part of a group would look like all of it
     * @throws ServerUnavailableException when none can
     */
    void open(Map<String, GroupLink.Opener> openers, Member.Words words) {
        openers.forEach((name, opener) -> {
            Member member = new Member(name, words);
            try {
                member.began(opener.open(member));
                byName.put(name, member);
            } catch (ServerUnavailableException e) {
                if (e instanceof ServerBusyException busy && busy.reason() == ServerBusyException.Reason.FULL) {
                    throw e;
                }
                System.getLogger(Members.class.getName())
                        .log(System.Logger.Level.WARNING, "event=member-not-started member=" + name, e);
            }
        });
        if (byName.isEmpty()) {
            throw new ServerUnavailableException("none of the servers of this group can be started");
        }
    }

    void close() {
        byName.values().forEach(Member::close);
    }

    /** Those that have not ended. */
    Stream<Member> living() {
        return byName.values().stream().filter(Member::isThere);
    }

    Optional<Member> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Initializes all; those that do not answer are closed. */
    JsonObject initialize(JsonObject params) {
        Map<Member, CompletableFuture<JsonObject>> asking = new LinkedHashMap<>();
        byName.values().forEach(member -> asking.put(member, member.ask("initialize", params)));
        Map<Member, JsonObject> results = new LinkedHashMap<>();
        asking.forEach((member, answer) -> result(answer)
                .ifPresentOrElse(
                        object -> {
                            member.offers(GroupJson.object(object, "capabilities"));
                            results.put(member, object);
                        },
                        member::close));
        if (results.isEmpty()) {
            throw new ServerUnavailableException("no server of this group answers");
        }
        return GroupJson.initializeResult(group, results);
    }

    /** Puts the lists of all who have such a capability together, under the names that the group gives. */
    JsonObject list(String method, Listed listed) {
        JsonArrayBuilder all = JSON.createArrayBuilder();
        having(listed.capability()).forEach(member -> {
            List<JsonObject> items = items(member, method, listed.key());
            if (listed == Listed.RESOURCES) {
                items.forEach(item -> byAddress.put(item.getString("uri", ""), member));
            }
            GroupJson.add(all, member, items, listed.named());
        });
        return JSON.createObjectBuilder().add(listed.key(), all).build();
    }

    /** Asks all who have such a capability. */
    void everywhere(String method, String capability, JsonObject params) {
        having(capability).map(member -> member.ask(method, params)).toList().forEach(Members::answer);
    }

    /** Who is known to have the resource. */
    Optional<Member> atAddress(String uri) {
        return Optional.ofNullable(byAddress.get(uri));
    }

    /** Asks one after the other who has the resource; the result of the first that knows it, who is remembered. */
    Optional<JsonValue> search(String uri, String method, JsonObject params) {
        for (Member member : having("resources").toList()) {
            JsonObject answer = answer(member.ask(method, params));
            if (answer.containsKey("result")) {
                byAddress.put(uri, member);
                return Optional.of(answer.get("result"));
            }
        }
        return Optional.empty();
    }

    private Stream<Member> having(String capability) {
        return byName.values().stream().filter(member -> member.has(capability));
    }

    /** What is no object is no item: one member's slip is not to cost the client the lists of the others. */
    private static List<JsonObject> items(Member member, String method, String key) {
        List<JsonObject> items = new ArrayList<>();
        JsonObject params = JsonValue.EMPTY_JSON_OBJECT;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonObject result = GroupJson.object(answer(member.ask(method, params)), "result");
            if (result.get(key) instanceof JsonArray array) {
                array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .forEach(items::add);
            }
            if (!(result.get("nextCursor") instanceof JsonString cursor)) {
                break;
            }
            params = JSON.createObjectBuilder().add("cursor", cursor).build();
        }
        return items;
    }

    private static Optional<JsonObject> result(CompletableFuture<JsonObject> asked) {
        return asked.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((said, failure) -> said != null && said.get("result") instanceof JsonObject object
                        ? Optional.of(object)
                        : Optional.<JsonObject>empty())
                .join();
    }

    private static JsonObject answer(CompletableFuture<JsonObject> asked) {
        return asked.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
