package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.bridge.support.RawClient.call;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.Events;
import org.mcpgateway.bridge.support.RawClient;
import org.mcpgateway.bridge.support.SlowMessage;

/** A bridge that is told to stop while it works. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StopIT {

    private static final String META = "\"_meta\":{\"progressToken\":\"p\","
            + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    @Test
    void calls_under_way_are_answered_with_an_error_and_streams_are_told_their_end(@TempDir Path folder)
            throws IOException {
        String never = "\"until\":\"" + folder.resolve("never") + "\"";
        BridgeServer bridge = BridgeServer.start(Map.of()).awaitReady();
        var ada = new RawClient(bridge, "ada");
        try (SlowMessage coming = SlowMessage.of(bridge, "ada", ada.open("2025-11-25"));
                Events session = ada.stream(ada.open("2025-11-25"), call(7, "count", never));
                Events stateless = stateless(
                        ada,
                        "tools/call",
                        "\"name\":\"count\",\"arguments\":{" + never + "}",
                        Map.of("Mcp-Name", "count"));
                Events listening = stateless(ada, "subscriptions/listen", "\"notifications\":{}", Map.of())) {
            for (Events calling : List.of(session, stateless)) {
                assertThat(calling.nextMessage().data()).contains("notifications/progress");
            }
            assertThat(listening.nextMessage().data()).contains("acknowledged");

            bridge.close();

            for (Events calling : List.of(session, stateless)) {
                assertThat(calling.rest())
                        .last()
                        .satisfies(last -> assertThat(last.data()).contains("\"id\":7", "-32603"));
            }
            assertThat(listening.rest())
                    .last()
                    .satisfies(last -> assertThat(last.data()).contains("\"id\":7", "\"complete\""));
            assertThat(coming.answer()).startsWith("HTTP/1.1 503 ").contains("the bridge stops");
            assertThat(bridge.log())
                    .as("no class that the end needs is still to be loaded")
                    .doesNotContain("NoClassDefFoundError");
        } finally {
            bridge.close();
        }
    }

    private static Events stateless(RawClient client, String method, String params, Map<String, String> more) {
        var headers = new HashMap<>(Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method));
        headers.putAll(more);
        return client.stream(
                "",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + params + "," + META + "}}",
                headers);
    }
}
