package org.mcpgateway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {

    @ParameterizedTest
    @ValueSource(strings = {"evil\u001b[2J", "evil\u202etxt", "two\nlines", "\u009b31m"})
    void a_name_cannot_steer_the_terminal(String name) {
        assertThat(Report.plain(name)).doesNotContainPattern("[\\p{Cc}\\p{Cf}]").contains("�");
    }
}
