package org.mcpgateway.kubernetes;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.mcpgateway.kubernetes.Parts.map;
import static org.mcpgateway.kubernetes.Parts.maps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the files for a cluster say of each other, which no schema knows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverlayFilesTest {

    private static final Path KUBERNETES =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath().resolve("docker/kubernetes");

    private static final String SPREAD = "/spec/template/spec/topologySpreadConstraints";

    @ParameterizedTest
    @ValueSource(strings = {"auth", "bridge"})
    void replicas_are_spread_by_labels_that_their_pods_have(String name) throws IOException {
        List<Map<String, Object>> constraints = patches("highly-available")
                .filter(patch ->
                        name.matches(String.valueOf(map(patch, "target").get("name"))))
                .flatMap(patch -> operations(patch).stream())
                .filter(operation -> SPREAD.equals(operation.get("path")))
                .flatMap(operation -> maps(operation, "value").stream())
                .toList();
        Map<String, Object> labels = map(map(map(map(deployment(name), "spec"), "template"), "metadata"), "labels");

        assertThat(constraints)
                .isNotEmpty()
                .allSatisfy(constraint ->
                        assertThat(labels).containsAllEntriesOf(map(map(constraint, "labelSelector"), "matchLabels")));
    }

    @Test
    void every_route_gets_the_domain_that_the_settings_name() throws IOException {
        List<Map<String, Object>> targets = maps(load("base/kustomization.yaml").getFirst(), "replacements").stream()
                .flatMap(replacement -> maps(replacement, "targets").stream())
                .toList();

        assertThat(load("base/routes.yaml")).isNotEmpty().allSatisfy(manifest -> {
            Object name = map(manifest, "metadata").get("name");
            List<String> matches = IntStream.range(
                            0, maps(map(manifest, "spec"), "routes").size())
                    .mapToObj(index -> "spec.routes." + index + ".match")
                    .toList();
            assertThat(targets)
                    .filteredOn(target -> map(target, "select").get("name").equals(name))
                    .singleElement()
                    .satisfies(target -> assertThat(target.get("fieldPaths")).isEqualTo(matches));
        });
    }

    @Test
    void no_tool_asks_its_own_bridge_in_the_name_of_a_user() throws IOException {
        assertThat(Files.readAllLines(KUBERNETES.resolve("base/settings.env"))).contains("IDENTITY_PEERS=others");
    }

    @Test
    void what_reads_any_address_is_off_beside_the_other_services() throws IOException {
        assertThat(Files.readAllLines(KUBERNETES.resolve("base/settings.env")))
                .filteredOn(line -> line.startsWith("MCP_SERVICES="))
                .singleElement(as(STRING))
                .containsPattern("[=,]fetchs(,|$)")
                .doesNotContainPattern("[=,]fetch(,|$)");
    }

    private static Stream<Map<String, Object>> patches(String overlay) throws IOException {
        return maps(load("overlays/" + overlay + "/kustomization.yaml").getFirst(), "patches").stream();
    }

    private static List<Map<String, Object>> operations(Map<String, Object> patch) {
        return new Yaml().load(String.valueOf(patch.get("patch")));
    }

    private static Map<String, Object> deployment(String name) throws IOException {
        return load("base/" + name + ".yaml").stream()
                .filter(manifest -> "Deployment".equals(manifest.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> load(String file) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Yaml()
                .loadAll(Files.readString(KUBERNETES.resolve(file)))
                .forEach(document -> documents.add(map(Map.of("it", document), "it")));
        return documents;
    }
}
