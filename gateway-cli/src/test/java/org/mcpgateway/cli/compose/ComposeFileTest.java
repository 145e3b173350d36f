package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The compose file and the Dockerfile say what other files say too. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ComposeFileTest {

    private static final Path ROOT =
            Path.of(System.getProperty("user.dir")).resolve("..").normalize();
    private static final Pattern CONTAINER = Pattern.compile("(?m)^  mcp-([a-z]+):$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");
    private static final Set<String> NOT_IN_CONTAINERS = Set.of(
            "BRIDGE_REPLICA_SECRET",
            "BRIDGE_REPLICA_URL",
            "FORWARD_AUTH_URL",
            "MCP_CATALOGUE",
            "MCP_SERVICE",
            "MCP_SECRETS_FOLDER",
            "REDIS_URL");

    @Test
    void bridges_are_handed_every_setting_of_theirs_and_no_secret() throws IOException {
        String bridge = between(composeFile(), "\nx-bridge-environment:", "\n\n");

        assertThat(settings())
                .hasSizeGreaterThan(10)
                .allSatisfy(key -> assertThat(bridge)
                        .as("docker/compose.yaml: add a line `%s:` to x-bridge-environment", key)
                        .contains("\n  " + key + ":"));
        assertThat(bridge).doesNotContain("SECRET", "PASSWORD", "PRIVATE_KEY", "REDIS_URL");
    }

    @Test
    void no_tool_asks_its_own_bridge_in_the_name_of_a_user_unless_the_operator_says_so() throws IOException {
        assertThat(between(composeFile(), "\nx-bridge-environment:", "\n\n"))
                .contains("\n  IDENTITY_PEERS: ${IDENTITY_PEERS:-others}\n");
    }

    @Test
    void bridges_are_handed_the_settings_of_traces_but_for_the_collector_s_key() throws IOException {
        String bridge = between(composeFile(), "\nx-bridge-environment:", "\n\n");

        assertThat(rows("Traces"))
                .contains("OTEL_SDK_DISABLED", "OTEL_EXPORTER_OTLP_HEADERS")
                .filteredOn(key -> key.startsWith("OTEL_") && !key.endsWith("_HEADERS"))
                .allSatisfy(key -> assertThat(bridge).contains("\n  " + key + ":"));
        assertThat(bridge).doesNotContain("_HEADERS");
    }

    @Test
    void auth_reaches_what_runs_at_each_bridge_by_a_way_that_nobody_else_has() throws IOException {
        String file = composeFile();

        assertThat(file)
                .contains("--entrypoints.operations.address=${GATEWAY_NETWORK:-172.31.240}.2:8081")
                .contains("BRIDGE_URLS: ${BRIDGE_URLS:-http://${GATEWAY_NETWORK:-172.31.240}.2:8081/{service}}");
        assertThat(CONTAINER.matcher(file).results().map(container -> container.group(1)))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(file)
                        .contains("routers." + name + "-operations.entrypoints: operations\n")
                        .contains("routers." + name + "-operations.middlewares: operations\n")
                        .containsPattern("routers\\." + name + "-operations\\.rule: Path\\S+/operations/`\\)\n"));
    }

    @Test
    void the_image_has_the_server_that_the_build_has_fetched() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docker/Dockerfile")))
                .contains("COPY gateway-cli/target/server/payara-micro.jar ")
                .containsPattern("(?m)^ARG PAYARA_SHA256=[0-9a-f]{64}$")
                .doesNotContain("https://");
    }

    private static List<String> settings() throws IOException {
        return rows("Bridge").stream()
                .filter(key -> !NOT_IN_CONTAINERS.contains(key))
                .toList();
    }

    private static List<String> rows(String section) throws IOException {
        String document = Files.readString(ROOT.resolve("docs/reference/configuration.md"));
        return ROW.matcher(between(document + "\n## ", "\n## " + section + "\n", "\n## "))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    private static String composeFile() throws IOException {
        return Files.readString(ROOT.resolve("docker/compose.yaml"));
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }
}
