package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge behind a proxy, asked by one of its own children. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityPeersIT {

    @Test
    void a_child_is_refused_in_the_name_of_a_user_and_a_health_check_is_not(@TempDir Path folder) throws IOException {
        Path catalogue = Files.writeString(
                folder.resolve("services.json"),
                "{\"mcpServers\":{},\"gateway\":{\"inProcess\":{\"fetchs\":\"fetchs\"}}}");
        try (OperatedBridge bridge = OperatedBridge.start(
                folder, Map.of("MCP_CATALOGUE", catalogue.toString(), "IDENTITY_PEERS", "others"))) {
            HttpResponse<String> initialized = bridge.initialize("fetchs", "grace");
            assertThat(initialized.statusCode()).as(initialized.body()).isEqualTo(403);
            assertThat(initialized.body()).contains("\"error\"", "IDENTITY_PEERS");
            assertThat(bridge.stateless("fetchs", "grace", "tools/list", "").statusCode())
                    .isEqualTo(403);
            assertThat(bridge.post("fetchs", "grace", "{}", "X-Forwarded-For", "192.0.2.7")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(bridge.get("/services/fetchs/mcp", "X-User-Id", "grace").statusCode())
                    .isEqualTo(403);

            assertThat(bridge.options("/services/fetchs/mcp").statusCode()).isEqualTo(204);
            assertThat(bridge.get("/services/health").statusCode()).isEqualTo(200);
            assertThat(bridge.get("/services/metrics").statusCode()).isEqualTo(200);
        }
    }
}
