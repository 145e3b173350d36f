package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the load of the benchmarks, which run by hand: it would be found broken late. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BenchmarksTest {

    private static final Path BENCH = Path.of(System.getProperty("gateway.root", ""), "bench");

    @TempDir
    private Path classes;

    @Test
    void it_compiles_without_a_warning() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(BENCH.resolve("load"))) {
            compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-d", classes.toString(), "-Xlint:all", "--release", "21"),
                            null,
                            files.getJavaFileObjects(sources.toArray(Path[]::new)))
                    .call();
        }

        assertThat(said.toString()).isEmpty();
        assertThat(classes).isDirectoryContaining("glob:**/*.class");
    }
}
