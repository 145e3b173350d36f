package org.mcpgateway.bridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.bridge.support.TestConfig;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CatalogueTest {

    private static final String ONE = "{\"mcpServers\":{\"one\":{\"command\":\"x\"}}}";
    private static final String TWO = "{\"mcpServers\":{\"two\":{\"command\":\"x\"}}}";

    @TempDir
    Path folder;

    private long minute;

    @Test
    void a_catalogue_that_is_wrong_from_the_start_stops_the_deployment() throws IOException {
        write("{\n\"mcpServers\": []}");

        assertThatThrownBy(this::open).hasMessage("line 2: mcpServers must be an object");
    }

    @Test
    void a_change_is_taken_up_and_told() throws IOException {
        write(ONE);
        Catalogue catalogue = open();
        List<String> told = new ArrayList<>();
        catalogue.onChange((before, now) -> told.add(before.keySet() + " " + now.keySet()));

        write(TWO);
        catalogue.look();
        catalogue.look();

        assertThat(catalogue.find("one")).isEmpty();
        assertThat(catalogue.find("two")).isPresent();
        assertThat(told).containsExactly("[one] [two]");
    }

    @Test
    void an_invalid_change_keeps_what_was_there_and_says_line_and_reason() throws IOException {
        write(ONE);
        Catalogue catalogue = open();

        write("{\n\"mcpServers\":{\n\"two\":{}}}");
        catalogue.look();

        assertThat(catalogue.find("one")).isPresent();
        assertThat(catalogue.problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("line 3: mcpServers.two has no command"));
    }

    @Test
    void what_could_not_be_read_for_a_moment_is_read_when_it_can_be_whatever_its_time() throws IOException {
        write(ONE);
        Catalogue catalogue = open();
        write(TWO);
        Path aside = folder.resolve("aside");
        Files.move(file(), aside);
        Files.createDirectory(file());
        Files.setLastModifiedTime(file(), Files.getLastModifiedTime(aside));
        catalogue.look();
        assertThat(catalogue.problem()).isPresent();

        Files.delete(file());
        Files.move(aside, file());
        catalogue.look();

        assertThat(catalogue.find("two")).isPresent();
        assertThat(catalogue.problem()).isEmpty();
    }

    @Test
    void a_file_that_was_away_for_a_moment_is_no_lasting_problem() throws IOException {
        write(ONE);
        Catalogue catalogue = open();
        Path aside = folder.resolve("aside");
        Files.move(file(), aside);
        catalogue.look();
        assertThat(catalogue.problem()).isPresent();

        Files.move(aside, file());
        catalogue.look();

        assertThat(catalogue.problem()).isEmpty();
    }

    @Test
    void once_the_file_is_right_again_the_problem_is_over() throws IOException {
        write(ONE);
        Catalogue catalogue = open();
        write("{");
        catalogue.look();
        assertThat(catalogue.problem()).isPresent();

        write(TWO);
        catalogue.look();

        assertThat(catalogue.problem()).isEmpty();
        assertThat(catalogue.find("two")).isPresent();
    }

    @Test
    void a_file_that_is_gone_keeps_what_was_there() throws IOException {
        write(ONE);
        Catalogue catalogue = open();
        Files.delete(file());

        catalogue.look();

        assertThat(catalogue.find("one")).isPresent();
        assertThat(catalogue.problem()).isPresent();
    }

    private Catalogue open() {
        return new Catalogue(TestConfig.of("MCP_CATALOGUE", file().toString()));
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
        Files.setLastModifiedTime(file(), FileTime.fromMillis(60_000 * ++minute));
    }

    private Path file() {
        return folder.resolve("services.json");
    }
}
