package org.mcpgateway.bridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.support.Heard;
import org.mcpgateway.bridge.support.TestServer;

/** A JVM with children is killed; they ignore SIGTERM and the end of their input. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledBridgeTest {

    private Process bridge;
    private List<Long> family;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "children are found by /proc");
        bridge = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bridge.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(bridge.getInputStream(), StandardCharsets.UTF_8));
        family = Stream.of(output.readLine().split(" ")).map(Long::valueOf).toList();
        assertThat(family).hasSize(3).allMatch(KilledBridgeTest::isAlive);
    }

    @AfterEach
    void end() {
        bridge.destroyForcibly();
        family.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void its_guardian_ends_them() {
        bridge.destroyForcibly();

        await().atMost(Duration.ofSeconds(30)).until(() -> family.stream().noneMatch(KilledBridgeTest::isAlive));
    }

    @Test
    void without_a_guardian_the_next_bridge_ends_them() throws InterruptedException {
        bridge.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("mcp-guardian"))
                .forEach(ProcessHandle::destroyForcibly);
        bridge.destroyForcibly().waitFor();
        assertThat(isAlive(family.getFirst())).isTrue();

        new Children().stop();

        await().atMost(Duration.ofSeconds(30)).until(() -> family.stream().noneMatch(KilledBridgeTest::isAlive));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The bridge that is killed. */
    static final class Bridge {

        private Bridge() {}

        public static void main(String[] arguments) throws InterruptedException {
            Heard heard = new Heard();
            StdioLink link = new Children().open(TestServer.command(), heard, heard);
            long near =
                    heard.ask(link, 1, "spawn", "{}").getJsonObject("result").getInt("pid");
            long far = heard.ask(link, 2, "spawn-detached", "{}")
                    .getJsonObject("result")
                    .getInt("pid");
            heard.ask(link, 3, "stubborn", "{}");
            System.out.println(link.pid() + " " + near + " " + far);
            Thread.currentThread().join();
        }
    }
}
