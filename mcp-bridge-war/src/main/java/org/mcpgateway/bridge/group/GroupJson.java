package org.mcpgateway.bridge.group;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts what the members say together. */
final class GroupJson {

    private static final JsonProvider JSON = JsonProvider.provider();

    /** What the group can route; tasks and whatever comes after them stay the members' own. */
    private static final Set<String> PASSED_ON = Set.of("tools", "prompts", "resources", "logging", "completions");

    private GroupJson() {}

    static JsonObject read(byte[] text) {
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(text))) {
            return reader.readObject();
        }
    }

    static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    /** The object with one member set. */
    static JsonObject with(JsonObject object, String name, JsonValue value) {
        return JSON.createObjectBuilder(object).add(name, value).build();
    }

    static byte[] result(JsonValue id, JsonValue result) {
        return bytes(
                JSON.createObjectBuilder().add("jsonrpc", "2.0").add("id", id).add("result", result));
    }

    static byte[] bytes(JsonObjectBuilder message) {
        return message.build().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** One InitializeResult out of the members': what any of them can do, the group can. */
    static JsonObject initializeResult(String group, Map<Member, JsonObject> results) {
        Map<String, JsonObject> capabilities = new LinkedHashMap<>();
        StringBuilder instructions = new StringBuilder();
        String version = "";
        for (Map.Entry<Member, JsonObject> result : results.entrySet()) {
            object(result.getValue(), "capabilities").forEach((name, value) -> {
                if (PASSED_ON.contains(name) && value instanceof JsonObject offered) {
                    capabilities.merge(name, offered, GroupJson::merged);
                }
            });
            String negotiated = result.getValue().getString("protocolVersion", "");
            version = version.isEmpty() || negotiated.compareTo(version) < 0 ? negotiated : version;
            String said = result.getValue().getString("instructions", "");
            if (!said.isBlank()) {
                instructions
                        .append(result.getKey().name())
                        .append(": ")
                        .append(said)
                        .append('\n');
            }
        }
        JsonObjectBuilder offered = JSON.createObjectBuilder();
        capabilities.forEach(offered::add);
        JsonObjectBuilder whole = JSON.createObjectBuilder()
                .add("protocolVersion", version)
                .add("capabilities", offered)
                .add("serverInfo", JSON.createObjectBuilder().add("name", group).add("version", "1"));
        if (!instructions.isEmpty()) {
            whole.add("instructions", instructions.toString());
        }
        return whole.build();
    }

    /** The items of all members in one list, those with a name under the group's name for them. */
    static void add(JsonArrayBuilder all, Member member, List<JsonObject> items, boolean named) {
        for (JsonObject item : items) {
            if (named && item.get("name") instanceof JsonString name) {
                String joined = Names.of(member.name(), name.getString()).joined();
                all.add(with(item, "name", JSON.createValue(joined)));
            } else {
                all.add(item);
            }
        }
    }

    private static JsonObject merged(JsonObject one, JsonObject other) {
        JsonObjectBuilder both = JSON.createObjectBuilder(one);
        other.forEach((name, value) -> {
            if (!JsonValue.TRUE.equals(one.get(name))) {
                both.add(name, value);
            }
        });
        return both.build();
    }
}
