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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.FetchSettings;
import org.mcpgateway.bridge.fetch.FetchServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.ServerUnavailableException;

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
        JsonObject answer = heard.poll(10, TimeUnit.SECONDS);
        assertThat(answer).as("an answer within 10 s").isNotNull();
        return answer;
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
