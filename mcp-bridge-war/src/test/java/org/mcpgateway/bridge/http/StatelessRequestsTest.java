package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.ServiceOptions;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.launch.TestServerLinks;
import org.mcpgateway.bridge.replica.Leases;
import org.mcpgateway.bridge.replica.ReplicaSeal;
import org.mcpgateway.bridge.replica.Replicas;
import org.mcpgateway.bridge.server.InProcessServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.support.ScriptedLink;
import org.mcpgateway.bridge.support.TestConfig;
import org.mcpgateway.bridge.support.TestExchange;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatelessRequestsTest {

    private static final Service NOTES = new Service.InProcess("notes", "greeting", ServiceOptions.NONE);

    private final Greeting server = new Greeting();
    private final StatelessRequests requests = requests();

    @Test
    void a_bridge_that_stops_answers_the_calls_under_way() {
        TestExchange quiet = post("prompts/list");
        await().until(() -> server.heard("prompts/list"));

        requests.stop();

        assertThat(quiet.isComplete()).isTrue();
        assertThat(quiet.body()).contains("\"id\":7", "-32603");
    }

    @Test
    void a_bridge_that_stops_ends_subscriptions_as_they_should_end() {
        TestExchange listening = post("subscriptions/listen");
        await().until(() -> listening.body().contains("acknowledged"));

        requests.stop();

        assertThat(listening.isComplete()).isTrue();
        assertThat(listening.body()).containsSubsequence("notifications/cancelled", "\"complete\"");
    }

    private TestExchange post(String method) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{\"notifications\":{},"
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        TestExchange exchange = new TestExchange("POST", "/notes/mcp")
                .withHeader("MCP-Protocol-Version", "2026-07-28")
                .withHeader("Mcp-Method", method);
        requests.post(NOTES, body.getBytes(StandardCharsets.UTF_8), exchange.request(), exchange.response());
        return exchange;
    }

    private StatelessRequests requests() {
        BridgeConfig config = TestConfig.of();
        var replicas = new Replicas(Optional.empty(), config.sessions());
        return new StatelessRequests(
                TestServerLinks.with(server),
                new Principal(),
                new StatelessPlacement(
                        replicas,
                        new Leases(replicas, Optional.empty(), config.limits()),
                        new Forwarder(new ReplicaSeal(config.sessions(), replicas, Clock.systemUTC()))),
                config.limits());
    }

    /** Greets as a server of 2025-11-25 does, and answers nothing else but a ping. */
    private static final class Greeting implements InProcessServer {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        boolean heard(String method) {
            return heard.stream().anyMatch(message -> message.contains(method));
        }

        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public McpServerLink open(LinkListener listener) {
            return new ScriptedLink(listener, (link, message) -> {
                heard.add(message);
                link.greets(message);
            });
        }
    }
}
