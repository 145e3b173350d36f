package org.mcpgateway.bridge.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.support.Heard;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChildLauncherTest {

    private static final Caller ADA = new Caller("ada", "Ada", "", "");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private TestLinks links = new TestLinks();
    private final Heard heard = new Heard();

    @AfterEach
    void stop() {
        links.stop();
    }

    @Test
    void a_session_s_folder_goes_with_it_and_a_user_s_stays() throws Exception {
        Service.Stdio service = TestLinks.service(Optional.of(folder + "/${user.id}/${session}"), 0);
        McpServerLink link = links.launcher.open(service, ADA, "s1", heard);
        Path own = Path.of(
                heard.ask(link, 1, "folder", "{}").getJsonObject("result").getString("folder"));
        assertThat(own).isEqualTo(folder.toRealPath().resolve("ada/s1"));
        Files.writeString(own.resolve("file"), "text");

        link.close();

        await().atMost(PATIENCE).until(() -> Files.notExists(own));
        assertThat(folder.resolve("ada")).isDirectory();
    }

    @Test
    void a_spare_runs_before_it_is_needed_and_is_replaced() {
        Service.Stdio service = TestLinks.service(1);
        links.launcher.keepSpares(service);
        awaitSpare();
        String running = metric("mcp_bridge_child_starts_total");

        McpServerLink link = links.launcher.open(service, ADA, "s1", heard);

        assertThat(heard.ask(link, 1, "echo", "{}").getInt("id")).isEqualTo(1);
        assertThat(running).isEqualTo("1.0");
        await().atMost(PATIENCE).until(() -> links.supervisor.children("notes") == 2);
        var other = new org.mcpgateway.bridge.supervision.Tenant("notes", "x");
        await().atMost(PATIENCE)
                .until(() -> links.spares.take(service, other, new Heard()).isPresent());
    }

    @Test
    void a_spare_that_dies_is_replaced() {
        Service.Stdio service = TestLinks.service(1);
        links.launcher.keepSpares(service);
        awaitSpare();

        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("server.py"))
                .forEach(ProcessHandle::destroyForcibly);

        await().atMost(PATIENCE)
                .until(() -> metric("mcp_bridge_child_starts_total").equals("2.0"));
        await().atMost(PATIENCE).until(() -> links.children.count() == 1);
        McpServerLink link = links.launcher.open(service, ADA, "s1", heard);
        assertThat(heard.ask(link, 1, "echo", "{}").getInt("id")).isEqualTo(1);
    }

    @Test
    void spares_of_a_service_that_has_changed_are_not_used() {
        links.launcher.keepSpares(TestLinks.service(1, "--before"));
        await().atMost(PATIENCE).until(() -> links.children.count() == 1);
        Service.Stdio now = TestLinks.service(1, "--now");

        McpServerLink link = links.launcher.open(now, ADA, "s1", heard);

        heard.ask(link, 1, "echo", "{}");
        await().atMost(PATIENCE).until(() -> running("--before") == 0 && running("--now") == 2);
    }

    @Test
    void a_user_at_the_limit_gets_no_spare() {
        links.stop();
        links = new TestLinks("MCP_MAX_CHILDREN_PER_USER", "1");
        Service.Stdio service = TestLinks.service(1);
        links.launcher.keepSpares(service);
        links.launcher.open(service, ADA, "s1", heard);
        await().atMost(PATIENCE).until(() -> links.children.count() == 2);

        assertThatThrownBy(() -> links.launcher.open(service, ADA, "s2", new Heard()))
                .isInstanceOf(ServerBusyException.class);
        assertThat(links.children.count()).isEqualTo(2);
    }

    private static long running(String argument) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(argument))
                .count();
    }

    /** It counts as a child before it runs. */
    private void awaitSpare() {
        await().atMost(PATIENCE).until(() -> metric("mcp_bridge_spares").equals("1.0"));
    }

    private String metric(String name) {
        return new String(links.metrics.text())
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .orElse("");
    }
}
