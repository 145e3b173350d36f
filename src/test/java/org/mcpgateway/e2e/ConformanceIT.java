package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official conformance suite through the running gateway, authorization on, over both kinds of stdio server. No
 * failure is expected; what the suite itself does not score (extensions, pending scenarios) is not counted.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConformanceIT {

    private static final Pattern SCENARIO = Pattern.compile("^([✓✗]) ([a-z0-9-]+): \\d+ passed, \\d+ failed.*");
    private static final Pattern UNSCORED = Pattern.compile("^\\s+[✓✗] ([a-z0-9-]+) \\(.*\\)");

    private static RealClient suite;
    private static RunningGateway gateway;

    @BeforeAll
    static void the_suite_is_installed() throws Exception {
        suite = RealClient.conformanceSuite();
        gateway = RunningGateway.shared();
    }

    @ParameterizedTest
    @CsvSource({
        "dual, 2025-11-25, 30",
        "dual, 2026-07-28, 37",
        "initialize-only, 2025-11-25, 30",
        "initialize-only, 2026-07-28, 37"
    })
    void every_scored_scenario_passes(String server, String revision, int scenarios) throws Exception {
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

        List<String> failed = new ArrayList<>();
        assertThat(scored(said, failed)).hasSize(scenarios);
        assertThat(failed).isEmpty();
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
