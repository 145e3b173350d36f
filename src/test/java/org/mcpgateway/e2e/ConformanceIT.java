package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official conformance suite through the running gateway, authorization on, over both kinds of stdio server. No
 * failure is expected; what the suite itself does not score (extensions, pending scenarios) is not counted.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConformanceIT {

    private static final Pattern SCENARIO = Pattern.compile("^([✓✗]) ([a-z0-9-]+): \\d+ passed, \\d+ failed.*");
    private static final Pattern UNSCORED = Pattern.compile("^\\s+[✓✗] ([a-z0-9-]+) \\(.*\\)");

    private static final Map<String, Integer> SCENARIOS = Map.of("2025-11-25", 30, "2026-07-28", 37);
    private static final List<String> SERVERS = List.of("dual", "initialize-only");

    /** The suite waits more than it works: two runs at a time. */
    private static final ExecutorService RUNS = Executors.newFixedThreadPool(2);

    private static final Map<List<String>, Future<List<String>>> SAID = new HashMap<>();

    private static RealClient suite;
    private static RunningGateway gateway;

    @BeforeAll
    static void the_suite_begins_with_every_server_and_revision() throws Exception {
        suite = RealClient.conformanceSuite();
        gateway = RunningGateway.shared();
        combinations()
                .map(Arguments::get)
                .forEach(one -> SAID.put(
                        List.of((String) one[0], (String) one[1]),
                        RUNS.submit(() -> run((String) one[0], (String) one[1]))));
    }

    @AfterAll
    static void no_run_goes_on() {
        RUNS.shutdownNow();
    }

    static Stream<Arguments> combinations() {
        return SERVERS.stream()
                .flatMap(
                        server -> SCENARIOS.keySet().stream().sorted().map(revision -> Arguments.of(server, revision)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void every_scored_scenario_passes(String server, String revision) throws Exception {
        List<String> said = SAID.get(List.of(server, revision)).get();

        List<String> failed = new ArrayList<>();
        assertThat(scored(said, failed)).hasSize(SCENARIOS.get(revision));
        assertThat(failed).isEmpty();
    }

    /** All lines of one run. */
    private static List<String> run(String server, String revision) throws Exception {
        URI service = gateway.service(server).orElseThrow();
        List<String> said = new ArrayList<>();
        try (var client = SignedInClient.of(gateway.issuer(), service, "ada");
                var proxy = new BearerProxy(service, client.accessToken())) {
            suite.run(
                    List.of(
                            "server",
                            "--url",
                            proxy.address().toString(),
                            "--requirements",
                            revision,
                            "-o",
                            results(server, revision)),
                    said::add);
        }
        return said;
    }

    /** The scenarios that count; those that did not pass are added to the second list. */
    private static List<String> scored(List<String> said, List<String> failed) {
        List<String> unscored = said.stream()
                .map(UNSCORED::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .toList();
        List<String> scored = new ArrayList<>();
        for (String line : said) {
            Matcher scenario = SCENARIO.matcher(line);
            if (scenario.matches() && !unscored.contains(scenario.group(2))) {
                scored.add(scenario.group(2));
                if (scenario.group(1).equals("✗")) {
                    failed.add(line);
                }
            }
        }
        return scored;
    }

    private static String results(String server, String revision) throws IOException {
        Path folder = suite.folder().resolve("results").resolve(server + "-" + revision);
        Files.createDirectories(folder);
        return folder.toString();
    }
}
