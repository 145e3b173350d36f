package org.mcpgateway.bridge.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.config.FetchSettings;
import org.mcpgateway.bridge.fetch.FetchServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.ScriptedLink;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GroupLinkTest {

    private static final FetchSettings SETTINGS =
            new FetchSettings(false, List.of(), "test", false, 1024, Duration.ofSeconds(2));

    private final LinkedBlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private GroupLink group;

    @BeforeEach
    void open() throws InterruptedException {
        Map<String, GroupLink.Opener> openers = new LinkedHashMap<>();
        openers.put("one", new FetchServer(SETTINGS)::open);
        openers.put("two", new FetchServer(SETTINGS)::open);
        openers.put("broken", listener -> {
            throw new ServerUnavailableException("cannot be started");
        });
        group = GroupLink.open("all", openers, listener());
        ask(1, "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}");
    }

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void a_group_none_of_whose_servers_starts_does_not_start() {
        Map<String, GroupLink.Opener> openers = Map.of("broken", listener -> {
            throw new ServerUnavailableException("cannot be started");
        });

        assertThatThrownBy(() -> GroupLink.open("all", openers, listener()))
                .isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    void a_tool_of_no_member_is_unknown() throws InterruptedException {
        assertThat(error(ask(2, "tools/call", "{\"name\":\"three_fetch\"}"))).isEqualTo(-32602);
        assertThat(error(ask(3, "tools/call", "{\"name\":\"fetch\"}"))).isEqualTo(-32602);
    }

    @Test
    void to_complete_what_no_member_has_is_an_invalid_parameter() throws InterruptedException {
        assertThat(error(ask(2, "completion/complete", "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"three_ask\"}}")))
                .isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tools\":null}", "{\"tools\":[1]}", "{\"tools\":[{\"name\":5}]}", "{\"tools\":{}}"})
    void the_lists_of_the_others_are_there_though_one_member_slips(String slip) throws InterruptedException {
        GroupLink mixed = GroupLink.open(
                "mixed",
                Map.of("good", new FetchServer(SETTINGS)::open, "odd", listener -> scripted(listener, slip)),
                listener());
        group.close();
        group = mixed;
        ask(1, "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}");

        assertThat(ask(2, "tools/list", "{}").getJsonObject("result").getJsonArray("tools"))
                .extracting(tool -> tool.asJsonObject().get("name").toString())
                .contains("\"good_fetch\"");
    }

    @Test
    void a_member_that_withdraws_its_question_withdraws_no_other_s() throws InterruptedException {
        Map<String, ScriptedLink> members = new LinkedHashMap<>();
        Map<String, GroupLink.Opener> openers = new LinkedHashMap<>();
        for (String name : List.of("a", "b")) {
            openers.put(name, listener -> {
                members.put(name, scripted(listener, "{}"));
                return members.get(name);
            });
        }
        group.close();
        group = GroupLink.open("asking", openers, listener());
        ask(1, "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}");
        String question = ",\"method\":\"elicitation/create\",\"params\":{}}";
        members.get("a").says("{\"jsonrpc\":\"2.0\",\"id\":7" + question);
        members.get("b").says("{\"jsonrpc\":\"2.0\",\"id\":1" + question);
        int ofA = next().getInt("id");
        int ofB = next().getInt("id");

        members.get("b")
                .says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

        assertThat(next().getJsonObject("params").getInt("requestId"))
                .isEqualTo(ofB)
                .isNotEqualTo(ofA);
        group.send(("{\"jsonrpc\":\"2.0\",\"id\":" + ofA + ",\"result\":{}}").getBytes(StandardCharsets.UTF_8));
        assertThat(members.get("a").sent()).last().asString().contains("\"id\":7");
    }

    /** A server with tools, of which it says this. */
    private static ScriptedLink scripted(LinkListener listener, String tools) {
        return new ScriptedLink(listener, (link, message) -> {
            Matcher id = Pattern.compile("\"id\":([^,}]+)").matcher(message);
            if (message.contains("\"initialize\"") && id.find()) {
                link.answers(id.group(1), "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}}}");
            } else if (message.contains("\"tools/list\"") && id.find()) {
                link.answers(id.group(1), tools);
            }
        });
    }

    @Test
    void a_method_that_it_does_not_know_is_said_to_be_unknown() throws InterruptedException {
        assertThat(error(ask(2, "server/discover", "{}"))).isEqualTo(-32601);
    }

    @Test
    void tools_of_all_members_are_listed_under_the_member_s_name() throws InterruptedException {
        JsonObject answer = ask(2, "tools/list", "{}");

        assertThat(answer.getJsonObject("result").getJsonArray("tools"))
                .extracting(tool -> tool.asJsonObject().getString("name"))
                .containsExactly("one_fetch", "two_fetch");
    }

    @Test
    void a_call_goes_to_the_member_that_its_name_says() throws InterruptedException {
        JsonObject answer =
                ask(2, "tools/call", "{\"name\":\"two_fetch\",\"arguments\":{\"url\":\"http://169.254.169.254/\"}}");

        assertThat(answer.getInt("id")).isEqualTo(2);
        assertThat(answer.getJsonObject("result").getBoolean("isError")).isTrue();
    }

    @Test
    void what_any_member_can_do_the_group_can() throws InterruptedException {
        JsonObject result = ask(
                        2, "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}")
                .getJsonObject("result");

        assertThat(result.getString("protocolVersion")).isEqualTo("2025-06-18");
        assertThat(result.getJsonObject("capabilities")).containsKeys("tools", "prompts");
        assertThat(result.getJsonObject("serverInfo").getString("name")).isEqualTo("all");
    }

    private JsonObject ask(int id, String method, String params) throws InterruptedException {
        group.send(("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}")
                .getBytes(StandardCharsets.UTF_8));
        return next();
    }

    private JsonObject next() throws InterruptedException {
        JsonObject message = heard.poll(10, TimeUnit.SECONDS);
        assertThat(message).as("a message within 10 s").isNotNull();
        return message;
    }

    private static int error(JsonObject answer) {
        return answer.getJsonObject("error").getInt("code");
    }

    private LinkListener listener() {
        return new LinkListener() {
            @Override
            public void received(byte[] message) {
                heard.add(GroupJson.read(message));
            }

            @Override
            public void closed(String reason) {
                heard.clear();
            }
        };
    }
}
