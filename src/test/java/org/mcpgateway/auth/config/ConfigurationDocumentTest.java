package org.mcpgateway.auth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every setting that is read is documented, with its default, where operators look for it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationDocumentTest {

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();
    private static final List<String> READERS = List.of(
            "src/main/java/org/mcpgateway/auth/config", "mcp-bridge-war/src/main/java/org/mcpgateway/bridge/config");
    private static final Pattern READ = Pattern.compile("reader\\.[a-z]+\\(\\s*\"([A-Z][A-Z0-9_]+)\"");
    private static final Pattern READ_FOR_EACH_PROVIDER = Pattern.compile("[ (]key\\(\"([A-Z][A-Z_]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"docs/reference/configuration.md", ".env.example"})
    void it_names_every_setting_that_is_read(String document) throws IOException {
        String text = Files.readString(ROOT.resolve(document)).replace("OIDC_CORP_", "OIDC_*_");

        assertThat(settings())
                .hasSizeGreaterThan(50)
                .allSatisfy(setting -> assertThat(text).contains(setting));
    }

    private static List<String> settings() throws IOException {
        StringBuilder source = new StringBuilder();
        for (String folder : READERS) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                for (Path file : files.toList()) {
                    source.append(Files.readString(file));
                }
            }
        }
        return Stream.concat(
                        found(READ, source),
                        found(READ_FOR_EACH_PROVIDER, source).map(suffix -> "OIDC_*_" + suffix))
                .distinct()
                .toList();
    }

    private static Stream<String> found(Pattern pattern, CharSequence source) {
        return pattern.matcher(source).results().map((MatchResult match) -> match.group(1));
    }
}
