package org.mcpgateway.bridge.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.Children;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.Heard;
import org.mcpgateway.bridge.support.ScriptedLink;
import org.mcpgateway.bridge.support.TestServer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchedLinkTest {

    private final Children children = new Children();
    private final BridgeMetrics metrics = new BridgeMetrics();
    private final OpenLinks links = new OpenLinks(metrics);
    private final Heard heard = new Heard();

    @BeforeEach
    void start() {
        links.start();
    }

    @AfterEach
    void stop() {
        links.stop();
        children.stop();
    }

    @Test
    void a_call_of_which_nothing_is_heard_fails_and_the_server_is_told() {
        McpServerLink link = open(Duration.ofSeconds(1));

        JsonObject answer = heard.ask(link, 7, "silent", "{}");

        assertThat(answer.getInt("id")).isEqualTo(7);
        assertThat(answer.getJsonObject("error").getString("message")).contains("took too long");
        assertThat(heard.ask(link, 8, "echo", "{}").getInt("id")).isEqualTo(8);
    }

    @Test
    void what_its_caller_may_write_is_watched_and_stays_so() {
        var opened = new AtomicReference<ScriptedLink>();
        McpServerLink link = open(heard, opened);
        String request = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{}}";

        link.call(request.getBytes(StandardCharsets.UTF_8));
        links.drain("notes");

        assertThat(opened.get().called()).containsExactly(request);
        assertThat(opened.get().isClosed()).isFalse();
        opened.get().answers("7", "{}");
        await().until(opened.get()::isClosed);
    }

    @Test
    void progress_keeps_a_call_alive() {
        McpServerLink link = open(Duration.ofSeconds(2));

        Heard.send(link, 7, "progress", "{\"steps\":15}");

        for (int step = 0; step < 15; step++) {
            assertThat(heard.next().getString("method")).isEqualTo("notifications/progress");
        }
        assertThat(heard.next()).containsKey("result");
    }

    @Test
    void while_the_server_waits_for_the_client_no_call_is_late() throws InterruptedException {
        McpServerLink link = open(Duration.ofSeconds(1));
        assertThat(heard.ask(link, 7, "ask", "{}").getString("method")).isEqualTo("elicitation/create");

        Thread.sleep(2500); // longer than the limit: nothing must happen in it
        link.send("{\"jsonrpc\":\"2.0\",\"id\":\"q1\",\"result\":{}}".getBytes(StandardCharsets.UTF_8));

        assertThat(heard.next()).containsKey("result");
    }

    @Test
    void subscriptions_are_not_late_while_nothing_changes() {
        McpServerLink link = links.open(
                new WatchedLink.Use("notes", Duration.ofSeconds(1), false),
                heard,
                listener -> new ScriptedLink(listener, (server, message) -> {}));
        Heard.send(link, 7, "subscriptions/listen", "{}");
        Heard.send(link, 8, "tools/call", "{}");

        assertThat(heard.next().getInt("id")).isEqualTo(8);
        assertThat(heard.isQuiet()).isTrue();
    }

    @Test
    void without_a_limit_a_call_may_take_for_ever() throws InterruptedException {
        McpServerLink link = open(Duration.ZERO);
        Heard.send(link, 7, "silent", "{}");

        Thread.sleep(1500); // three looks of the watch

        assertThat(heard.ask(link, 8, "echo", "{}").getInt("id")).isEqualTo(8);
    }

    @Test
    void a_link_of_a_service_that_is_removed_ends_once_its_calls_are_done() {
        McpServerLink link = open(Duration.ZERO);
        Heard.send(link, 7, "progress", "{\"steps\":5}");
        heard.next();

        links.drain("notes");

        JsonObject last = heard.next();
        while (!last.containsKey("result")) {
            last = heard.next();
        }
        assertThat(heard.closedBecause()).isNotEmpty();
    }

    /** Servers elsewhere and groups are over as soon as they are closed; a child takes its time. */
    @Test
    void the_last_answer_of_a_service_that_is_removed_comes_before_the_end() {
        var told = new Told(() -> {});
        ScriptedLink server = waitingFor(told, 7);
        links.drain("notes");

        server.answers("7", "{}");

        told.awaitAll("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}", "closed");
    }

    @Test
    void an_answer_that_is_being_told_when_the_service_is_removed_comes_before_the_end() {
        var told = new Told(() -> links.drain("notes"));
        ScriptedLink server = waitingFor(told, 7);

        server.answers("7", "{}");

        told.awaitAll("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}", "closed");
    }

    @Test
    void a_server_that_is_removed_is_told_of_the_last_cancellation_before_the_end() {
        var told = new Told(() -> {});
        var opened = new AtomicReference<ScriptedLink>();
        McpServerLink link = open(told, opened);
        Heard.send(link, 7, "tools/call", "{}");
        links.drain("notes");

        link.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}"
                .getBytes(StandardCharsets.UTF_8));

        assertThat(opened.get().sent()).last().asString().contains("notifications/cancelled");
        told.awaitAll("closed");
    }

    /** Members of a group are told through each other's locks. */
    @Test
    void a_link_that_is_removed_is_not_closed_by_the_thread_that_brings_its_last_answer() {
        var closing = new AtomicReference<Thread>();
        var told = new Told(() -> {});
        ScriptedLink server = waitingFor(
                new LinkListener() {
                    @Override
                    public void received(byte[] message) {
                        told.received(message);
                    }

                    @Override
                    public void closed(String reason) {
                        closing.set(Thread.currentThread());
                        told.closed(reason);
                    }
                },
                7);
        links.drain("notes");

        server.answers("7", "{}");

        told.awaitAll("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}", "closed");
        assertThat(closing.get()).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void an_idle_link_of_a_service_that_is_removed_ends_at_once_and_others_stay() {
        McpServerLink link = open(Duration.ZERO);
        heard.ask(link, 1, "echo", "{}");

        links.drain("time");
        assertThat(heard.ask(link, 2, "echo", "{}").getInt("id")).isEqualTo(2);
        links.drain("notes");

        assertThat(heard.closedBecause()).isNotEmpty();
    }

    @Test
    void what_goes_by_is_measured_and_methods_that_mcp_does_not_know_are_one() {
        McpServerLink link = open(Duration.ZERO);
        heard.ask(link, 1, "tools/call", "{}");
        heard.ask(link, 2, "invented/by-a-client", "{}");
        assertThat(text()).contains("mcp_bridge_links{kind=\"session\",service=\"notes\"} 1.0");

        link.close();
        heard.closedBecause();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(text())
                        .contains(
                                "mcp_bridge_request_seconds_count{method=\"tools/call\",outcome=\"ok\",service=\"notes\"} 1",
                                "mcp_bridge_request_seconds_count{method=\"other\",outcome=\"ok\",service=\"notes\"} 1",
                                "mcp_bridge_links{kind=\"session\",service=\"notes\"} 0.0")
                        .doesNotContain("invented"));
    }

    private McpServerLink open(Duration limit) {
        return links.open(
                new WatchedLink.Use("notes", limit, false),
                heard,
                listener -> children.open(TestServer.command(), listener, heard));
    }

    /** A server that is over as soon as it is closed. */
    private McpServerLink open(LinkListener listener, AtomicReference<ScriptedLink> opened) {
        return links.open(new WatchedLink.Use("notes", Duration.ZERO, false), listener, watched -> {
            opened.set(new ScriptedLink(watched, (server, message) -> {
                if (server.isClosed()) {
                    throw new ServerUnavailableException("closed");
                }
            }));
            return opened.get();
        });
    }

    /** Such a server, which is to answer a call. */
    private ScriptedLink waitingFor(LinkListener listener, int call) {
        var opened = new AtomicReference<ScriptedLink>();
        Heard.send(open(listener, opened), call, "tools/call", "{}");
        return opened.get();
    }

    /** What was told, in that order. */
    private record Told(Runnable before, List<String> all) implements LinkListener {

        /** @param before happens while a message is told */
        Told(Runnable before) {
            this(before, new CopyOnWriteArrayList<>());
        }

        @Override
        public void received(byte[] message) {
            before.run();
            all.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void closed(String reason) {
            all.add(reason);
        }

        void awaitAll(String... expected) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(all).containsExactly(expected));
        }
    }

    private String text() {
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }
}
