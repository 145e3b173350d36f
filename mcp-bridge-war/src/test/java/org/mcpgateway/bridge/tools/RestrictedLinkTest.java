package org.mcpgateway.bridge.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.Draw;
import org.mcpgateway.bridge.support.Property;
import org.mcpgateway.bridge.support.ScriptedLink;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RestrictedLinkTest {

    private static final ToolRule NO_DELETION =
            new ToolRule(List.of(), List.of(NamePattern.of("delete_*"), NamePattern.of("wipe")));

    private final AtomicReference<ToolRule> rule = new AtomicReference<>(NO_DELETION);
    private final BridgeMetrics metrics = new BridgeMetrics();
    private final List<String> heard = new ArrayList<>();
    private final AtomicReference<ScriptedLink> opened = new AtomicReference<>();
    private final McpServerLink link = RestrictedLink.open(
            new RestrictedLink.Restriction("files", rule::get),
            new RefusedTools(metrics),
            new LinkListener() {
                @Override
                public void received(byte[] message) {
                    heard.add(new String(message, StandardCharsets.UTF_8));
                }

                @Override
                public void closed(String reason) {
                    heard.add("closed");
                }
            },
            listener -> {
                opened.set(new ScriptedLink(listener, (server, message) -> {}));
                return opened.get();
            });

    @Test
    void a_call_of_a_tool_that_is_not_allowed_is_answered_like_that_of_an_unknown_one_without_the_server() {
        send("{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"tools/call\",\"params\":{\"name\":\"delete_file\"}}");

        assertThat(heard)
                .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"error\":"
                        + "{\"code\":-32602,\"message\":\"Unknown tool: delete_file\"}}");
        assertThat(server().sent()).isEmpty();
        assertThat(metrics()).contains("mcp_bridge_tool_refusals_total{service=\"files\"} 1.0");
    }

    @Test
    void what_its_caller_may_write_is_restricted_as_anything_else() {
        String read = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}";

        link.call(read.replace("read", "delete_file").getBytes(StandardCharsets.UTF_8));
        link.call(read.getBytes(StandardCharsets.UTF_8));
        rule.set(ToolRule.ALL);
        link.call(read.getBytes(StandardCharsets.UTF_8));

        assertThat(heard).singleElement().asString().contains("Unknown tool: delete_file");
        assertThat(server().called()).containsExactly(read, read);
    }

    @Test
    void whatever_else_is_sent_reaches_the_server_as_it_is() {
        List<String> messages = List.of(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\", \"params\":{\"name\":\"read\",\"arguments\":{\"name\":\"wipe\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"prompts/get\",\"params\":{\"name\":\"delete_file\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"name\":\"delete_file\"}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        messages.forEach(this::send);

        assertThat(server().sent()).containsExactlyElementsOf(messages);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\\u0061me\":\"delete_file\"}",
                "{\"name\":\"d\\u0065lete_file\"}",
                "{\"name\":\"read\",\"name\":\"delete_file\"}",
                "{\"name\":\"delete_file\",\"name\":\"read\"}",
                "{\"name\":\"read\",\"Name\":\"delete_file\"}",
                "{\"Name\":\"delete_file\"}",
                "{\"name\":[\"delete_file\"]}",
                "{\"name\":null}",
                "{\"name\":\"wipe\\u0000d\"}",
                "{\"tool\":\"delete_file\"}",
                "{}",
            })
    void no_spelling_of_a_call_slips_by(String params) {
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":" + params + "}");
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"m\\u0065thod\":\" Tools\\/Call\",\"params\":" + params + "}");

        assertThat(server().sent()).isEmpty();
        assertThat(heard).hasSize(2).allMatch(answer -> answer.contains("\"code\":-32602"));
    }

    @Test
    void a_call_without_parameters_does_not_reach_the_server() {
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}");

        assertThat(server().sent()).isEmpty();
        assertThat(heard).singleElement().asString().contains("\"code\":-32602");
    }

    @Test
    void no_call_of_a_tool_that_is_not_allowed_passes_however_it_is_written() {
        Property.holds(3000, draw -> {
            String call = "{" + members(draw, draw.of("delete_file", "wipe", "delete_")) + "}";

            int before = server().sent().size();
            send(call);

            assertThat(server().sent()).as(call).hasSize(before);
        });
    }

    @Test
    void tools_that_are_not_allowed_are_left_out_of_lists_and_all_else_stays() {
        says(
                "{\"jsonrpc\":\"2.0\",\"result\":{\"nextCursor\":\"c\",\"tools\":[{\"name\":\"delete_file\"}, { \"x\":1, \"name\":\"read\" },"
                        + "{\"name\":\"d\\u0065lete_\"},{\"title\":\"no name\"},{\"name\":\"write\"}] , \"_meta\":{\"tools\":[1]}},\"id\":1}");

        assertThat(heard)
                .containsExactly(
                        "{\"jsonrpc\":\"2.0\",\"result\":{\"nextCursor\":\"c\",\"tools\":"
                                + "[{ \"x\":1, \"name\":\"read\" },{\"name\":\"write\"}] , \"_meta\":{\"tools\":[1]}},\"id\":1}");
    }

    @Test
    void a_page_on_which_nothing_is_left_is_still_a_page() {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"wipe\"}],\"nextCursor\":\"2\"}}");

        assertThat(heard)
                .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[],\"nextCursor\":\"2\"}}");
    }

    @Test
    void no_spelling_of_a_list_slips_by() {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"r\\u0065sult\":{\"t\\u006fols\":[{\"name\":\"wipe\"}]}}");
        says(
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"wipe\"}]}},{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}]");

        assertThat(heard)
                .containsExactly(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"r\\u0065sult\":{\"t\\u006fols\":[]}}",
                        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[]}},{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[ {\"name\":\"read\"} ]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":{\"name\":\"wipe\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sampling/createMessage\",\"params\":{\"tools\":[{\"name\":\"wipe\"}]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"text\":\"{\\\"tools\\\":[{\\\"name\\\":\\\"wipe\\\"}]}\"}]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"structuredContent\":{\"tools\":[{\"name\":\"wipe\"}]}}}",
                "{\"tools\" no json",
            })
    void whatever_else_the_server_says_is_heard_as_it_is(String message) {
        says(message);

        assertThat(heard).containsExactly(message);
    }

    @Test
    void a_change_of_the_rule_holds_from_the_next_message_on() {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}";
        rule.set(ToolRule.ALL);
        send(call);
        rule.set(new ToolRule(List.of(NamePattern.of("list")), List.of()));
        send(call);

        assertThat(server().sent()).containsExactly(call);
        assertThat(heard).singleElement().asString().contains("Unknown tool: read");
    }

    @Test
    void nothing_follows_the_end() {
        link.close();

        assertThatThrownBy(() ->
                        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"wipe\"}}"))
                .isInstanceOf(ServerUnavailableException.class);
        assertThat(heard).containsExactly("closed");
    }

    @Test
    void the_log_tells_of_refused_calls_but_cannot_be_filled_or_forged() {
        List<String> lines = new ArrayList<>();
        Handler reader = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(RefusedTools.class.getName());
        logger.addHandler(reader);
        try {
            send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"delete_\\n\\\"x "
                    + "y".repeat(500) + "\"}}");
            for (int i = 0; i < 100; i++) {
                send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"wipe\"}}");
            }
        } finally {
            logger.removeHandler(reader);
        }

        assertThat(lines.getFirst())
                .isEqualTo("event=tool-refused service=files tool=\"delete_??x " + "y".repeat(117) + "…\"");
        assertThat(lines).contains("event=tool-refused service=files tool=\"wipe\"");
        // Twenty of a minute, and the minute may change once.
        assertThat(lines).hasSizeBetween(20, 41);
        assertThat(metrics()).contains("mcp_bridge_tool_refusals_total{service=\"files\"} 101.0");
    }

    /** The members of a call, in any order, with any characters of names and texts escaped, and others between them. */
    private static String members(Draw draw, String tool) {
        List<String> params = new ArrayList<>(List.of(text(draw, "name") + ":" + text(draw, tool)));
        if (draw.chance(50)) {
            params.add(draw.below(2), text(draw, draw.of("arguments", "NAME", "name")) + ":" + text(draw, "read"));
        }
        List<String> members = new ArrayList<>(List.of(
                text(draw, "jsonrpc") + ":\"2.0\"",
                text(draw, "method") + " : " + text(draw, "tools/call"),
                text(draw, "params") + ":{" + String.join(",", params) + "}"));
        if (draw.chance(70)) {
            members.add(draw.below(4), text(draw, "id") + ":" + draw.of("1", "\"a\"", "1.0"));
        }
        return String.join(draw.of(",", " , "), members);
    }

    private static String text(Draw draw, String text) {
        StringBuilder written = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (draw.chance(20)) {
                written.append(String.format(draw.of("\\u%04x", "\\u%04X"), c));
            } else {
                written.append(c == '/' && draw.chance(20) ? "\\/" : Character.toString(c));
            }
        });
        return written.append('"').toString();
    }

    private void send(String message) {
        link.send(message.getBytes(StandardCharsets.UTF_8));
    }

    private void says(String message) {
        server().says(message);
    }

    private ScriptedLink server() {
        return opened.get();
    }

    private String metrics() {
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }
}
