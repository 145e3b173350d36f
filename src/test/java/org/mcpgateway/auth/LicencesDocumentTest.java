package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docs/reference/licences.md} lists what the build found in each artefact; {@code -Dlicences.document=write}
 * writes those parts of it anew, once all three artefacts are built. That a licence is acceptable is the build's own
 * check.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LicencesDocumentTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path PAGE = ROOT.resolve("docs/reference/licences.md");
    private static final Map<String, String> MODULES = modules();
    private static final Pattern LINE = Pattern.compile("(?m)^ +\\(([^)]+)\\).* \\([^ :]+:([^ :]+):[^ ]+ - [^ ]*\\)$");

    /**
     * What servers from npm may be licensed under, as their lock files have it; four of the protocol's own say "see".
     */
    private static final Set<String> OF_SERVERS = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BlueOak-1.0.0",
            "ISC",
            "MIT",
            "(MIT AND Zlib)",
            "(MIT OR GPL-3.0-or-later)");

    @Test
    void the_page_lists_what_is_in_each_artefact_that_is_built() throws IOException {
        assertThat(ROOT.resolve("target/classes/META-INF/THIRD-PARTY.txt")).exists();
        for (var module : MODULES.entrySet()) {
            Path found = ROOT.resolve(module.getValue()).resolve("target/classes/META-INF/THIRD-PARTY.txt");
            if (Files.exists(found)) {
                String table = table(Files.readString(found));
                if ("write".equals(System.getProperty("licences.document"))) {
                    Files.writeString(PAGE, replaced(Files.readString(PAGE), module.getKey(), table));
                }
                assertThat(section(Files.readString(PAGE), module.getKey())).isEqualTo(table);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "browser"})
    void servers_from_npm_have_licences_that_let_them_be_passed_on(String folder) throws IOException {
        JsonObject packages = lockFile(folder).getJsonObject("packages");

        assertThat(packages).isNotEmpty();
        assertThat(packages.keySet())
                .allSatisfy(name -> assertThat(packages.getJsonObject(name).getString("license", "none"))
                        .as(name)
                        .matches(licence -> OF_SERVERS.contains(licence)
                                || name.startsWith("node_modules/@modelcontextprotocol/server-")
                                        && licence.equals("SEE LICENSE IN LICENSE")));
    }

    private static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        modules.put("Authorization server", "");
        modules.put("Bridge", "mcp-bridge-war");
        modules.put("Command", "gateway-cli");
        return modules;
    }

    /** A row for each licence: what stands under it, by the name of its artefact. */
    private static String table(String thirdParty) {
        Map<String, Set<String>> byLicence = LINE.matcher(thirdParty)
                .results()
                .collect(Collectors.groupingBy(
                        line -> line.group(1),
                        TreeMap::new,
                        Collectors.mapping(line -> line.group(2), Collectors.toCollection(TreeSet::new))));
        assertThat(byLicence.values().stream().mapToInt(Set::size).sum()).isEqualTo((int)
                thirdParty.lines().filter(line -> line.startsWith("     (")).count());
        return Stream.concat(
                        Stream.of("| licence | libraries |", "|---|---|"),
                        byLicence.entrySet().stream()
                                .map(row -> "| " + row.getKey() + " | " + String.join(", ", row.getValue()) + " |"))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String page, String title) {
        return part(page, title).group(1).strip();
    }

    private static String replaced(String page, String title, String table) {
        var part = part(page, title);
        return page.substring(0, part.start(1)) + table + page.substring(part.end(1));
    }

    private static MatchResult part(String page, String title) {
        var matcher =
                Pattern.compile("(?s)\n## " + title + "\n\n(.*?)(?=\n\n|\n?$)").matcher(page);
        assertThat(matcher.find()).as("a section " + title).isTrue();
        return matcher.toMatchResult();
    }

    private static JsonObject lockFile(String folder) throws IOException {
        try (Reader file = Files.newBufferedReader(
                ROOT.resolve("docker/servers").resolve(folder).resolve("package-lock.json"))) {
            return Json.createReader(file).readObject();
        }
    }
}
