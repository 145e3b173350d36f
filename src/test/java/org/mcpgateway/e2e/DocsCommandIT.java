package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./gateway docs}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocsCommandIT {

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();

    @BeforeAll
    static void npm_is_there() {
        Runtimes.node();
        Runtimes.npm();
    }

    @Test
    void a_link_that_leads_nowhere_fails_and_is_named(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("src/site"));
        for (String file : new String[] {"config.mjs", "package.json", "package-lock.json", ".npmrc"}) {
            Files.copy(ROOT.resolve("src/site").resolve(file), home.resolve("src/site/" + file));
        }
        write(home, "README.md", "# Home");
        write(home, "LICENSE", "");
        write(home, ".env.example", "");
        write(home, "docs/README.md", "# Documentation\n\n## How to\n\n- [Begin](begin.md)");
        write(home, "docs/begin.md", "# Begin\n\n[Go on](nowhere.md)");
        write(home, "docs/decisions/0001-one.md", "# 0001 One");
        write(home, "bench/run.md", "# Run");

        Outcome outcome = docs(home);

        assertThat(outcome.exit()).as(outcome.said()).isEqualTo(8);
        assertThat(outcome.said()).contains("dead link", "nowhere", "docs/begin.md");
        assertThat(home.resolve("target/site-docs/index.html")).doesNotExist();
    }

    @Test
    void the_site_has_every_page_and_leads_to_it() throws Exception {
        Outcome outcome = docs(ROOT);

        assertThat(outcome.exit()).as(outcome.said()).isZero();
        Path site = ROOT.resolve("target/site-docs");
        String page = Files.readString(site.resolve("docs/how-to/troubleshoot.html"));
        for (String file : pages()) {
            assertThat(site.resolve(file + ".html")).exists();
            assertThat(page).as("the navigation").contains("href=\"/" + file + ".html\"");
        }
        assertThat(page).contains("class=\"VPNavBarSearch search\"");
    }

    private static String[] pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return files.map(file -> ROOT.relativize(file).toString())
                    .filter(file -> file.endsWith(".md") && !file.equals("docs/README.md"))
                    .map(file -> file.substring(0, file.length() - ".md".length()))
                    .toArray(String[]::new);
        }
    }

    private static void write(Path home, String file, String text) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), text + "\n");
    }

    private record Outcome(int exit, String said) {}

    private static Outcome docs(Path home) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve(".mvn/docs.sh").toString()).redirectErrorStream(true);
        builder.environment().put("GATEWAY_HOME", home.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), said);
    }
}
