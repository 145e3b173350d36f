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

/** A bridge whose question of who is asking nobody answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForwardAuthIT {

    @Test
    void where_no_application_can_be_asked_nobody_is_let_in(@TempDir Path folder) throws IOException {
        Path catalogue = Files.writeString(
                folder.resolve("services.json"), "{\"mcpServers\":{},\"inProcess\":{\"fetchs\":\"fetchs\"}}");
        try (OperatedBridge bridge = OperatedBridge.start(
                folder, Map.of("MCP_CATALOGUE", catalogue.toString(), "FORWARD_AUTH_URL", "/nobody/verify"))) {
            HttpResponse<String> answer = bridge.initialize("fetchs", "ada");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.body()).contains("sign-in cannot be checked at the moment");
        }
    }
}
