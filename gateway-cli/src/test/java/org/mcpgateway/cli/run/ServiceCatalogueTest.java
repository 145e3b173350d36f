package org.mcpgateway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceCatalogueTest {

    private static final String THREE = """
            {"mcpServers": {
               "time": {"command": "${GATEWAY_SERVERS}/python/bin/mcp-server-time"},
               "memory": {"command": "node", "args": ["${GATEWAY_SERVERS}/node/memory.js"],
                          "env": {"MEMORY_FILE_PATH": "${GATEWAY_STATE}/memory.jsonl"}}},
             "gateway": {"inProcess": {"fetchs": "fetchs"}}}""";

    @TempDir
    Path folder;

    @Test
    void a_file_that_is_not_json_is_refused() {
        assertThatThrownBy(() -> catalogue("mcpServers:"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(folder.resolve("services.json") + " is not JSON");
    }

    @Test
    void a_file_without_servers_is_refused() {
        assertThatThrownBy(() -> catalogue("{}"))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith("has no \"mcpServers\"");
    }

    @Test
    void it_names_its_services_in_the_order_of_the_file() throws Exception {
        assertThat(catalogue(THREE).names()).containsExactly("time", "memory", "fetchs");
    }

    @Test
    void what_a_service_needs_follows_from_its_paths() throws Exception {
        ServiceCatalogue catalogue = catalogue(THREE);

        assertThat(catalogue.needs("time")).containsExactly(Toolchain.PYTHON);
        assertThat(catalogue.needs("memory")).containsExactly(Toolchain.NODE);
        assertThat(catalogue.needs("fetchs")).isEmpty();
    }

    @Test
    void the_catalogue_of_a_run_has_absolute_paths_and_only_its_services() throws Exception {
        String resolved = catalogue(THREE).resolved(List.of("memory"), Path.of("/servers"), Path.of("/a \"state\""));

        assertThat(resolved)
                .isEqualTo("{\"mcpServers\":{\"memory\":{\"command\":\"node\",\"args\":[\"/servers/node/memory.js\"],"
                        + "\"env\":{\"MEMORY_FILE_PATH\":\"/a \\\"state\\\"/memory.jsonl\"}}},"
                        + "\"gateway\":{\"inProcess\":{},\"groups\":{},\"services\":{}}}");
    }

    @Test
    void a_group_of_a_run_has_the_members_that_run() throws Exception {
        ServiceCatalogue catalogue = catalogue("""
                {"mcpServers": {"time": {"command": "a"}, "memory": {"command": "b"}},
                 "gateway": {"groups": {"all": ["time", "memory"]}, "services": {"memory": {"identity": ["meta"]}}}}""");

        String resolved = catalogue.resolved(List.of("time", "all"), Path.of("/servers"), Path.of("/state"));

        assertThat(resolved)
                .endsWith("\"gateway\":{\"groups\":{\"all\":[\"time\"]},\"services\":{},\"inProcess\":{}}}");
    }

    private ServiceCatalogue catalogue(String text) throws IOException {
        return ServiceCatalogue.read(Files.writeString(folder.resolve("services.json"), text));
    }
}
