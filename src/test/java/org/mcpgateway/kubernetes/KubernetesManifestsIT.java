package org.mcpgateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.kubernetes.Parts.map;
import static org.mcpgateway.kubernetes.Parts.maps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The manifests as a cluster would get them. */
@Tag("deployment")
@DisplayNameGeneration(ReplaceUnderscores.class)
class KubernetesManifestsIT {

    private static KubernetesTools tools;

    @BeforeAll
    static void the_tools_are_there() throws Exception {
        tools = KubernetesTools.install();
    }

    @Test
    void a_member_that_no_schema_knows_is_a_fault() throws Exception {
        Path wrong = Files.writeString(
                Path.of(System.getProperty("gateway.root"), "target/kubernetes/wrong.yaml"),
                Files.readString(tools.render("single"))
                        .replace("trustForwardHeader", "trustForwardHeaders")
                        .replace("readOnlyRootFilesystem", "readOnlyRootFs"));

        assertThat(tools.validate(wrong))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.output()).contains("'trustForwardHeaders'", "'readOnlyRootFs'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "highly-available"})
    void each_overlay_is_valid(String overlay) throws Exception {
        assertThat(tools.validate(tools.render(overlay)))
                .satisfies(run -> assertThat(run.exitCode()).as(run.output()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "highly-available"})
    void no_container_may_become_root_or_write_to_its_image(String overlay) throws Exception {
        List<Map<String, Object>> pods = pods(overlay).toList();

        assertThat(pods).hasSize(3).allSatisfy(pod -> {
            assertThat(map(pod, "securityContext")).containsEntry("runAsNonRoot", true);
            assertThat(pod).containsEntry("automountServiceAccountToken", false);
            assertThat(maps(pod, "containers")).isNotEmpty().allSatisfy(container -> {
                assertThat(map(container, "securityContext"))
                        .containsEntry("readOnlyRootFilesystem", true)
                        .containsEntry("allowPrivilegeEscalation", false)
                        .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
                assertThat(map(map(container, "resources"), "limits")).containsKey("memory");
                assertThat(container).containsKeys("readinessProbe", "livenessProbe");
            });
        });
    }

    @Test
    void the_bridge_is_given_no_secret_of_the_authorization_server() throws Exception {
        Map<String, Object> bridge = pods("single")
                .filter(pod -> pod.get("serviceAccountName") instanceof String name && name.equals("bridge"))
                .findFirst()
                .orElseThrow();

        assertThat(maps(bridge, "volumes"))
                .filteredOn(volume -> map(volume, "secret").containsValue("gateway"))
                .singleElement()
                .satisfies(volume -> assertThat(maps(map(volume, "secret"), "items"))
                        .extracting(item -> item.get("key"))
                        .containsExactly("bridge-replica-secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "highly-available"})
    void every_way_to_the_bridge_asks_verify_first(String overlay) throws Exception {
        List<Map<String, Object>> toBridge = manifests(overlay)
                .filter(manifest -> "IngressRoute".equals(manifest.get("kind")))
                .flatMap(route -> maps(map(route, "spec"), "routes").stream())
                .filter(route ->
                        maps(route, "services").stream().anyMatch(service -> "bridge".equals(service.get("name"))))
                .toList();

        assertThat(toBridge)
                .hasSize(2)
                .allSatisfy(route -> assertThat(maps(route, "middlewares"))
                        .extracting(middleware -> middleware.get("name"))
                        .contains("mcp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "highly-available"})
    void every_way_in_drops_what_names_a_request_or_its_trace_to_the_servers(String overlay) throws Exception {
        List<Map<String, Object>> routes = manifests(overlay)
                .filter(manifest -> "IngressRoute".equals(manifest.get("kind")))
                .flatMap(route -> maps(map(route, "spec"), "routes").stream())
                .toList();
        List<Map<String, Object>> transport = manifests(overlay)
                .filter(manifest -> "Middleware".equals(manifest.get("kind")))
                .filter(manifest -> "transport".equals(map(manifest, "metadata").get("name")))
                .toList();

        assertThat(routes)
                .isNotEmpty()
                .allSatisfy(route -> assertThat(maps(route, "middlewares"))
                        .extracting(middleware -> middleware.get("name"))
                        .contains("transport"));
        assertThat(transport)
                .singleElement()
                .satisfies(middleware -> assertThat(
                                map(map(map(middleware, "spec"), "headers"), "customRequestHeaders"))
                        .containsOnlyKeys("X-Request-Id", "Payara-Tracing-TraceId")
                        .containsValues(""));
    }

    private static Stream<Map<String, Object>> pods(String overlay) throws IOException, InterruptedException {
        return manifests(overlay)
                .filter(manifest -> List.of("Deployment", "StatefulSet").contains(String.valueOf(manifest.get("kind"))))
                .map(manifest -> map(map(map(manifest, "spec"), "template"), "spec"));
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> manifests(String overlay) throws IOException, InterruptedException {
        Iterable<Object> documents = new Yaml().loadAll(Files.readString(tools.render(overlay)));
        return StreamSupport.stream(documents.spliterator(), false).map(document -> (Map<String, Object>) document);
    }
}
