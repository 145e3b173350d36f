package org.mcpgateway.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.e2e.SignedInClient;

/**
 * The verbs of an operator, from changing what is on to taking all down; the last class, since it ends the deployment.
 */
@Tag("compose")
@ExtendWith(StateOnFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class UpAndDownIT {

    private static Deployment deployment;

    @TempDir
    Path folder;

    @BeforeAll
    static void it_is_up() {
        deployment = Deployment.shared();
    }

    @Test
    @Order(1)
    void up_once_more_changes_nothing() throws Exception {
        List<String> before = containers();

        deployment.up(Map.of());

        assertThat(containers()).hasSize(12).isEqualTo(before);
    }

    @Test
    @Order(2)
    void the_verbs_that_look_say_what_docker_says() throws Exception {
        assertThat(deployment.gateway(Map.of(), "status").output()).contains("mcp-time", "(healthy)");
        assertThat(deployment.gateway(Map.of(), "logs", "--tail", "50", "auth").output())
                .contains("auth");
        assertThat(deployment
                        .gateway(Map.of(), "logs", "--stats", "--since", "24h")
                        .output())
                .containsPattern("auth +[1-9]")
                .containsPattern("traefik +[1-9]");
        assertThat(deployment.gateway(Map.of(), "logs", "--files").output()).containsPattern("traefik +/.*json\\.log");
        assertThat(deployment
                        .gateway(Map.of(), "exec", "-T", "redis", "redis-cli", "ping")
                        .output())
                .contains("PONG");
        assertThat(deployment
                        .gateway(Map.of(), "exec", "-T", "time", "curl", "--version")
                        .exitCode())
                .isZero();
        assertThat(deployment
                        .gateway(Map.of(), "exec", "-T", "time", "sh", "-c", "exit 3")
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    @Order(3)
    void an_image_tells_what_it_is() throws Exception {
        for (String container : List.of("auth", "mcp-time")) {
            String labels = deployment
                    .docker("inspect", "--format", "{{json .Config.Labels}}", Deployment.name(container))
                    .output();

            assertThat(labels)
                    .as(container)
                    .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"")
                    .containsPattern("\"org.opencontainers.image.version\":\"\\d+\\.\\d+\\.\\d+\"");
        }
    }

    @Test
    @Order(3)
    void containers_can_change_nothing_and_reach_only_what_they_need() throws Exception {
        assertThat(inside("time", "touch /opt/here")).isNotZero();
        assertThat(inside("time", "test $(id -u) = 10001")).isZero();
        assertThat(inside("time", "grep -q 'CapEff:.*0000000000000000' /proc/self/status"))
                .isZero();
        assertThat(inside("time", "! env | grep -E 'PASSWORD|SECRET|PRIVATE'")).isZero();
        for (String unreachable :
                List.of("http://redis:6379", "http://mcp-memory:3000/memory/mcp", "http://auth:8000")) {
            assertThat(inside("time", "curl --silent --max-time 5 --output /dev/null " + unreachable))
                    .as(unreachable)
                    .isNotZero();
        }
        String outside = "curl --silent --max-time 5 --output /dev/null http://198.51.100.2/";
        assertThat(inside("fetch", outside))
                .as("the outside, from a service that needs it")
                .isZero();
        assertThat(inside("time", outside))
                .as("the outside, from a service that needs none")
                .isNotZero();
    }

    /** What a browser or a shell among the tools could ask for. */
    @Test
    @Order(3)
    void a_container_is_refused_what_it_asks_its_own_bridge_in_the_name_of_a_user() throws Exception {
        for (String own : List.of("127.0.0.1", "$(cat /etc/hostname)")) {
            String ask = "curl --silent --max-time 20 --header 'Host: localhost' --header 'X-User-Id: octocat'"
                    + " --header 'Content-Type: application/json' --data '{}' --write-out ' %{http_code}'"
                    + " http://" + own + ":3000/time/mcp";
            assertThat(inside("time", ask + " | grep 'IDENTITY_PEERS.* 403'"))
                    .as(own)
                    .isZero();
        }
        assertThat(inside("time", "curl --fail --silent --request OPTIONS http://127.0.0.1:3000/time/mcp"))
                .as("what the health check asks")
                .isZero();
    }

    @Test
    @Order(3)
    void a_connection_to_the_server_of_a_container_does_not_change_to_http_2() throws Exception {
        assertThat(inside(
                        "time",
                        "curl --http2 --silent --output /dev/null --write-out '%{http_version} %{http_code}'"
                                + " --request OPTIONS http://127.0.0.1:3000/time/mcp | grep '^1.1 2'"))
                .as("no connection changes to HTTP/2")
                .isZero();
    }

    @Test
    @Order(4)
    void a_service_that_is_switched_off_is_gone() throws Exception {
        deployment.up(Map.of("MCP_TIME_ENABLED", "false"));

        assertThat(containers()).hasSize(11);
        assertThat(deployment.docker("inspect", Deployment.name("mcp-time")).exitCode())
                .isNotZero();
        for (String path : List.of("/mcp", "/.well-known/oauth-authorization-server")) {
            assertThat(new RawRequest("GET", "time", path, List.of(), "").send().author())
                    .as(path)
                    .isEqualTo("traefik");
        }
        var metadata =
                new RawRequest("GET", "mcp", "/.well-known/oauth-protected-resource/time/mcp", List.of(), "").send();
        assertThat(metadata.status()).isEqualTo(404);
    }

    @Test
    @Order(5)
    void one_container_can_host_all_that_are_on() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        Deployment.SERVICES.forEach(name -> settings.put("MCP_" + name.toUpperCase(Locale.ROOT) + "_ENABLED", "false"));
        settings.put("MCP_COMPACT", "true");
        settings.put("MCP_TIME_ENABLED", "true");
        settings.put("MCP_FILESYSTEM_ENABLED", "true");
        try (var files = SignedInClient.of(Deployment.issuer(), Deployment.service("filesystem"), "octocat")) {
            files.callTool(files.open(), "write_file", "{\"path\": \"/data/files/moved.txt\", \"content\": \"kept\"}");
        }

        deployment.up(settings);

        assertThat(containers()).hasSize(4);
        try (var time = SignedInClient.of(Deployment.issuer(), Deployment.service("time"), "octocat");
                var files = SignedInClient.of(Deployment.issuer(), Deployment.service("filesystem"), "octocat")) {
            assertThat(time.callTool(time.open(), "get_current_time", "{\"timezone\": \"UTC\"}")
                            .body())
                    .contains("UTC");
            assertThat(files.callTool(files.open(), "read_text_file", "{\"path\": \"/data/files/moved.txt\"}")
                            .body())
                    .as("what the service in a container of its own has written")
                    .contains("kept");
        }
        assertThat(new RawRequest("GET", "memory", "/mcp", List.of(), "").send().author())
                .isEqualTo("traefik");
    }

    @Test
    @Order(6)
    void down_leaves_nothing_but_named_volumes() throws Exception {
        assertThat(deployment.gateway(Map.of(), "down").exitCode()).isZero();

        assertThat(containers()).isEmpty();
        assertThat(deployment.docker("network", "ls", "--format", "{{.Name}}").output())
                .doesNotContain("mcp-oauth-gateway");
        assertThat(deployment
                        .docker("volume", "ls", "--format", "{{.Name}}")
                        .output()
                        .lines())
                .containsExactlyInAnyOrder(
                        "mcp-oauth-gateway_certificates",
                        "mcp-oauth-gateway_filesystem",
                        "mcp-oauth-gateway_memory",
                        "mcp-oauth-gateway_redis",
                        "mcp-oauth-gateway_tmux");
    }

    @Test
    @Order(7)
    void a_missing_key_is_named_in_one_line_before_anything_starts() throws Exception {
        String settings = Files.readString(deployment.envFile());
        Path incomplete =
                Files.writeString(folder.resolve("missing"), settings.replaceFirst("(?m)^JWT_PRIVATE_KEY_B64=.*$", ""));
        Path malformed = Files.writeString(
                folder.resolve("malformed"), settings.replaceFirst("(?m)^CLIENT_LIFETIME=.*$", "CLIENT_LIFETIME=90d"));

        assertThat(deployment.gateway(incomplete, Map.of(), "up"))
                .isEqualTo(new Deployment.Outcome(
                        9,
                        "gateway: JWT_PRIVATE_KEY_B64 is not set in " + incomplete
                                + ": the private key that signs tokens, a PEM file in base64\n"));
        assertThat(deployment.gateway(malformed, Map.of(), "up"))
                .isEqualTo(new Deployment.Outcome(
                        9, "gateway: CLIENT_LIFETIME in " + malformed + " must be a whole number\n"));
        assertThat(containers()).isEmpty();
    }

    private static int inside(String service, String command) throws Exception {
        return deployment
                .gateway(Map.of(), "exec", "-T", service, "sh", "-c", command)
                .exitCode();
    }

    private static List<String> containers() throws Exception {
        return deployment
                .docker("ps", "--all", "--no-trunc", "--quiet")
                .output()
                .lines()
                .sorted()
                .toList();
    }
}
