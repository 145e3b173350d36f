package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GatewayRunIT {

    @Test
    void terminated_it_leaves_no_process() throws Exception {
        RunningGateway gateway = RunningGateway.start();
        List<ProcessHandle> processes = processesOfOneSession(gateway);

        assertThat(gateway.stop()).isEqualTo(143);

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void killed_it_leaves_no_process_either() throws Exception {
        RunningGateway gateway = RunningGateway.start();
        List<ProcessHandle> processes = processesOfOneSession(gateway);

        gateway.process().destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void a_token_outlives_a_restart() throws Exception {
        Runtimes.node();
        Path state = RunningGateway.newState();
        RunningGateway before = RunningGateway.startOn(state);
        String port = Integer.toString(before.issuer().getPort());
        try (var ada =
                SignedInClient.of(before.issuer(), before.service("memory").orElseThrow(), "ada")) {
            before.stop();
            try (var after = RunningGateway.startOn(state, "--port", port)) {
                assertThat(after.issuer()).isEqualTo(before.issuer());
                assertThat(ada.callTool(ada.open(), "read_graph", "{}").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void only_this_machine_reaches_it() throws Exception {
        int port = RunningGateway.shared().issuer().getPort();
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();

        assertThat(others)
                .allSatisfy(address -> assertThatThrownBy(() -> new Socket(address, port).close())
                        .isInstanceOf(IOException.class));
    }

    @Test
    void a_person_who_opens_a_service_in_a_browser_is_told_what_it_is() throws Exception {
        URI service = RunningGateway.shared().service("fetchs").orElseThrow();
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<String> page = browser.send(
                    HttpRequest.newBuilder(service)
                            .header("Accept", "text/html")
                            .header("Sec-Fetch-Mode", "navigate")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(401);
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(page.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("resource_metadata=");
            assertThat(page.body()).contains("This is the MCP service", service.toString());
        }
    }

    @Test
    void it_starts_again_on_the_same_state_folder_with_the_same_signing_key() throws Exception {
        Path state = RunningGateway.newState();
        String before = signingKeys(state);

        assertThat(signingKeys(state)).isEqualTo(before).contains("\"keys\"");
    }

    @Test
    void a_second_run_on_the_same_state_folder_is_refused() throws Exception {
        Path state = RunningGateway.shared().state();

        assertThat(refusal(state, "--port", "0"))
                .isEqualTo("5: gateway: a gateway already runs on " + state
                        + " (process " + Files.readString(state.resolve("run.pid"))
                        + "): stop it, or name another folder with --state");
    }

    @Test
    void a_port_in_use_is_refused() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(refusal(RunningGateway.newState(), "--port", port)).startsWith("3: gateway: port " + port);
        }
    }

    @Test
    void a_damaged_signing_key_is_refused() throws Exception {
        Path state = RunningGateway.newState();
        Files.writeString(state.resolve("jwt-signing-key.pem"), "no key");

        assertThat(refusal(state, "--port", "0")).startsWith("4: gateway: the state folder " + state);
    }

    @Test
    void a_damaged_append_only_file_is_refused() throws Exception {
        Path state = RunningGateway.newState();
        Files.createDirectories(state.resolve("redis"));
        Files.writeString(state.resolve("redis/appendonly.aof"), "no commands here\n");

        assertThat(refusal(state, "--port", "0")).startsWith("4: gateway: the state folder " + state);
    }

    @Test
    void a_state_folder_that_is_a_file_is_refused() throws Exception {
        Path state = RunningGateway.newState();
        Path file = Files.createFile(state.resolve("file"));

        assertThat(refusal(state, "--port", "0", "--state", file.toString())).startsWith("4: gateway: ");
    }

    @Test
    void an_unknown_service_is_refused() throws Exception {
        assertThat(refusal(RunningGateway.newState(), "--port", "0", "--services", "nonsense"))
                .startsWith("2: gateway: there is no service nonsense");
    }

    @Test
    void a_chosen_service_without_its_runtime_is_refused() throws Exception {
        Path state = RunningGateway.newState();
        ProcessBuilder run = run(state, "--port", "0", "--services", "everything");
        run.environment().put("PATH", pathWithout("node", "npm"));

        assertThat(outcome(state, run)).startsWith("6: gateway: the service everything cannot run: Node.js");
    }

    /** All of its processes while a real client's session has a child. */
    private static List<ProcessHandle> processesOfOneSession(RunningGateway gateway) throws Exception {
        Runtimes.node();
        try (var ada = SignedInClient.of(
                gateway.issuer(), gateway.service("everything").orElseThrow(), "ada")) {
            ada.open();
        }
        List<ProcessHandle> processes = gateway.process().descendants().toList();
        assertThat(processes).containsAll(gateway.children("everything")).hasSizeGreaterThanOrEqualTo(4);
        return processes;
    }

    private static String signingKeys(Path state) throws IOException, InterruptedException {
        try (RunningGateway gateway = RunningGateway.startOn(state);
                HttpClient client = HttpClient.newHttpClient()) {
            URI keys = gateway.issuer().resolve("/jwks");
            return client.send(HttpRequest.newBuilder(keys).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String refusal(Path state, String... options) throws IOException, InterruptedException {
        return outcome(state, run(state, options));
    }

    private static ProcessBuilder run(Path state, String... options) {
        List<String> line = new ArrayList<>(List.of("run"));
        if (!Arrays.asList(options).contains("--state")) {
            line.addAll(List.of("--state", state.toString()));
        }
        line.addAll(Arrays.asList(options));
        return RunningGateway.command(state, line.toArray(String[]::new));
    }

    /** Exit code and the last line on the error channel. */
    private static String outcome(Path state, ProcessBuilder run) throws IOException, InterruptedException {
        int exit = run.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        List<String> lines = Files.readAllLines(RunningGateway.errors(state), StandardCharsets.UTF_8);
        return exit + ": " + lines.getLast();
    }

    /** A PATH of one folder with links to the shell's tools, but not to these. */
    private static String pathWithout(String... programs) throws IOException {
        Path folder = Files.createTempDirectory("path");
        for (String entry : System.getenv("PATH").split(":")) {
            try (var files = Files.newDirectoryStream(Path.of(entry))) {
                for (Path file : files) {
                    Path link = folder.resolve(file.getFileName());
                    if (!Arrays.asList(programs).contains(file.getFileName().toString()) && Files.notExists(link)) {
                        Files.createSymbolicLink(link, file);
                    }
                }
            } catch (java.nio.file.NotDirectoryException | java.nio.file.NoSuchFileException e) {
                continue; // an entry of PATH may name nothing
            }
        }
        return folder.toString();
    }
}
