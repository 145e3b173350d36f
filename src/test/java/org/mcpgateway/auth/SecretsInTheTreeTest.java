package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No file that could be committed holds a credential: by the forms that issuers gave theirs so that they can be found.
 * What stands in {@code .gitignore} is not looked at.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsInTheTreeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Set<String> NOT_COMMITTED =
            Set.of(".git", "target", ".gateway", "logs", ".env", "node_modules", "__pycache__", ".idea", ".vscode");
    private static final long LARGEST = 4L << 20;

    private static final Map<String, Pattern> FORMS = Map.of(
            "private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{40}"),
            "private key in base64", Pattern.compile("LS0tLS1CRUdJTi[A-Za-z0-9+/]{60}"),
            "GitHub token", Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})"),
            "GitLab token", Pattern.compile("\\bglpat-[A-Za-z0-9_-]{20}"),
            "AWS access key", Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"),
            "Google key", Pattern.compile("\\bAIza[A-Za-z0-9_-]{35}|\\bGOCSPX-[A-Za-z0-9_-]{28}"),
            "Slack token", Pattern.compile("\\bxox[abeprs]-[A-Za-z0-9-]{20}"),
            "registry token",
                    Pattern.compile("\\bnpm_[A-Za-z0-9]{36}|\\bpypi-AgEI[A-Za-z0-9_-]{50}|:_authToken=[A-Za-z0-9]"),
            "signed token", Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{43,}"),
            "password in an address",
                    Pattern.compile("\\bhttps?://[^/\\s:@\"'<>{}$%]+:[^/\\s:@\"'<>{}$%]{6,}@[a-z0-9]"));

    /** What only looks like one: the file, and why it may. */
    private static final Map<String, String> KNOWN = Map.of(
            "gateway-cli/src/test/java/org/mcpgateway/cli/compose/GitHubTokenCommandTest.java",
            "the example of GitHub's own documentation, which the fake GitHub of the test gives",
            "gateway-cli/src/test/java/org/mcpgateway/cli/api/GatewayAddressTest.java",
            "an address that is refused because a password is in it",
            "mcp-bridge-war/src/test/java/org/mcpgateway/bridge/catalogue/CatalogueFileTest.java",
            "an address that is refused because a password is in it");

    @Test
    void no_file_holds_a_credential() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String name = ROOT.relativize(file).toString();
            if (!KNOWN.containsKey(name)) {
                in(Files.readString(file, StandardCharsets.ISO_8859_1)).forEach(form -> found.add(name + ": " + form));
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void what_is_excused_is_still_there_to_excuse() {
        assertThat(KNOWN.keySet())
                .allSatisfy(name -> assertThat(in(Files.readString(ROOT.resolve(name), StandardCharsets.ISO_8859_1)))
                        .isNotEmpty());
    }

    // Put together here, or this file would be found itself.
    static Stream<String> credentials() {
        String letters = "aB3".repeat(30);
        return Stream.of(
                "-----BEGIN " + "PRIVATE KEY-----\n" + letters,
                "LS0tLS1" + "CRUdJTi" + letters,
                "ghp" + "_" + letters,
                "AKIA" + "ABCDEFGHIJKLMNOP",
                "eyJ" + letters + ".eyJ" + letters + "." + letters,
                "//registry.example/:_auth" + "Token=abc",
                "https://user:pass" + "word@host.example/");
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void a_credential_would_be_found(String credential) {
        assertThat(in("text before " + credential + " and after")).hasSize(1);
    }

    private static List<String> in(String text) {
        return FORMS.entrySet().stream()
                .filter(form -> form.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isCommitted(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isCommitted(file) && attributes.isRegularFile() && attributes.size() < LARGEST) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(files).hasSizeGreaterThan(500);
        return files;
    }

    private static boolean isCommitted(Path path) {
        return !NOT_COMMITTED.contains(path.getFileName().toString())
                && !path.startsWith(ROOT.resolve("docker/secrets"));
    }
}
