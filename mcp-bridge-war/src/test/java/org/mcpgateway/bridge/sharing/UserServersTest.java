package org.mcpgateway.bridge.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.server.Children;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.Heard;
import org.mcpgateway.bridge.support.ScriptedLink;
import org.mcpgateway.bridge.support.TestServer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UserServersTest {

    private static final UserServers.Owner ADA = new UserServers.Owner("notes", 1, "ada");
    private static final String CLIENT = "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}";

    private final Children children = new Children();
    private final UserServers servers = new UserServers();
    private final AtomicInteger started = new AtomicInteger();
    private final Heard first = new Heard();
    private final Heard second = new Heard();

    @AfterEach
    void stop() {
        children.stop();
    }

    @Test
    void sessions_of_a_user_share_a_child_that_is_greeted_once() {
        McpServerLink one = open(ADA, first);
        McpServerLink two = open(ADA, second);

        JsonObject hello = first.ask(one, 1, "initialize", CLIENT);
        JsonObject again = second.ask(two, 77, "initialize", CLIENT);

        assertThat(again.getInt("id")).isEqualTo(77);
        assertThat(again.get("result")).isEqualTo(hello.get("result"));
        assertThat(pid(first, one)).isEqualTo(pid(second, two));
        assertThat(started).hasValue(1);
    }

    @Test
    void other_users_and_clients_that_can_do_something_else_have_children_of_their_own() {
        McpServerLink one = greeted(ADA, first, CLIENT);
        McpServerLink other = greeted(new UserServers.Owner("notes", 1, "grace"), second, CLIENT);
        Heard third = new Heard();
        McpServerLink able =
                greeted(ADA, third, "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"sampling\":{}}}");

        assertThat(pid(first, one)).isNotEqualTo(pid(second, other)).isNotEqualTo(pid(third, able));
        assertThat(started).hasValue(3);
    }

    @Test
    void the_same_id_in_two_sessions_is_answered_in_both() {
        McpServerLink one = greeted(ADA, first, CLIENT);
        McpServerLink two = greeted(ADA, second, CLIENT);

        Heard.send(one, 5, "echo", "{\"from\":1}");
        Heard.send(two, 5, "echo", "{\"from\":2}");

        assertThat(from(first.next())).isEqualTo(1);
        assertThat(from(second.next())).isEqualTo(2);
    }

    @Test
    void progress_finds_the_session_that_asked_with_its_own_token() {
        greeted(ADA, first, CLIENT);
        McpServerLink two = greeted(ADA, second, CLIENT);

        JsonObject progress = second.ask(two, 9, "progress", "{\"steps\":1,\"_meta\":{\"progressToken\":\"mine\"}}");

        assertThat(progress.getJsonObject("params").getString("progressToken")).isEqualTo("mine");
        assertThat(second.next().getInt("id")).isEqualTo(9);
        assertThat(first.isQuiet()).isTrue();
    }

    @Test
    void a_question_goes_to_the_session_whose_call_it_is_about_and_only_it_can_answer() {
        McpServerLink one = greeted(ADA, first, CLIENT);
        McpServerLink two = greeted(ADA, second, CLIENT);

        assertThat(second.ask(two, 9, "ask", "{}").getString("method")).isEqualTo("elicitation/create");
        one.send(answer("stolen"));
        two.send(answer("meant"));

        assertThat(second.next().getJsonObject("result").getJsonObject("told").getString("result"))
                .isEqualTo("meant");
        assertThat(first.isQuiet()).isTrue();
    }

    @Test
    void a_session_that_leaves_ends_its_calls_alone_and_the_last_one_ends_the_child() {
        McpServerLink one = greeted(ADA, first, CLIENT);
        McpServerLink two = greeted(ADA, second, CLIENT);

        one.close();
        assertThat(first.closedBecause()).isNotEmpty();
        assertThat(second.ask(two, 2, "echo", "{}").getInt("id")).isEqualTo(2);
        two.close();

        await().atMost(Duration.ofSeconds(20)).until(() -> children.count() == 0);
        assertThatThrownBy(() -> Heard.send(one, 3, "echo", "{}")).isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    void a_crash_ends_all_its_sessions_and_the_next_one_gets_a_new_child() {
        McpServerLink one = greeted(ADA, first, CLIENT);
        greeted(ADA, second, CLIENT);

        Heard.send(one, 2, "crash", "{}");

        assertThat(first.closedBecause()).isNotEmpty();
        assertThat(second.closedBecause()).isNotEmpty();
        Heard third = new Heard();
        greeted(ADA, third, CLIENT);
        assertThat(started).hasValue(2);
    }

    @Test
    void what_the_server_asks_after_a_call_was_cancelled_is_about_one_that_was_not() {
        var link = new AtomicReference<ScriptedLink>();
        Function<LinkListener, McpServerLink> opening = listener -> {
            link.set(new ScriptedLink(listener, (server, message) -> {
                if (message.contains("\"initialize\"")) {
                    server.answers("1", "{}");
                }
            }));
            return link.get();
        };
        McpServerLink one = servers.open(ADA, first, opening);
        McpServerLink two = servers.open(ADA, second, opening);
        first.ask(one, 1, "initialize", CLIENT);
        second.ask(two, 1, "initialize", CLIENT);
        Heard.send(one, 5, "slow", "{}");
        Heard.send(two, 9, "slow", "{}");

        two.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}"
                .getBytes(StandardCharsets.UTF_8));
        link.get().says("{\"jsonrpc\":\"2.0\",\"id\":\"q1\",\"method\":\"elicitation/create\",\"params\":{}}");

        assertThat(second.isQuiet()).isTrue();
        assertThat(first.next().getString("method")).isEqualTo("elicitation/create");
    }

    private McpServerLink greeted(UserServers.Owner owner, Heard heard, String client) {
        McpServerLink link = open(owner, heard);
        assertThat(heard.ask(link, 1, "initialize", client)).containsKey("result");
        return link;
    }

    private McpServerLink open(UserServers.Owner owner, Heard heard) {
        return servers.open(owner, heard, listener -> {
            started.incrementAndGet();
            return children.open(TestServer.command(), listener, new Heard());
        });
    }

    private static int pid(Heard heard, McpServerLink link) {
        return heard.ask(link, 4, "whoami", "{}").getJsonObject("result").getInt("pid");
    }

    private static int from(JsonObject answer) {
        return answer.getJsonObject("result").getJsonObject("params").getInt("from");
    }

    private static byte[] answer(String text) {
        return ("{\"jsonrpc\":\"2.0\",\"id\":\"q1\",\"result\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
