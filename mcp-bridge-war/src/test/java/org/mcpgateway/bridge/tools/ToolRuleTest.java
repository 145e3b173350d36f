package org.mcpgateway.bridge.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.bridge.support.Draw;
import org.mcpgateway.bridge.support.Property;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ToolRuleTest {

    @ParameterizedTest
    @CsvSource({
        "read_file,  read_file,   true",
        "read_file,  read_files,  false",
        "read_file,  Read_file,   false",
        "read_*,     read_,       true",
        "read_*,     read_file,   true",
        "read_*,     unread_file, false",
        "*_file,     read_file,   true",
        "*_file,     read_files,  false",
        "a*a,        a,           false",
        "a*a,        aa,          true",
        "a*b*c,      a-b-b-c,     true",
        "a*b*c,      acb,         false",
        "a*bc*bc,    abc,         false",
        "a**b,       ab,          true",
        "*,          anything,    true",
        "read.file,  readXfile,   false",
        "read_[a-z], read_a,      false",
        "read_?,     read_a,      false",
    })
    void a_star_stands_for_any_characters_and_all_else_for_itself(String pattern, String name, boolean matches) {
        assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void a_pattern_matches_what_the_regular_expression_would() {
        Property.holds(5000, draw -> {
            String pattern = draw.text("ab*", 8);
            String name = draw.text("ab", 10);

            assertThat(NamePattern.of(pattern).matches(name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), name));
        });
    }

    @Test
    void without_an_allowance_everything_is_allowed_but_what_is_denied() {
        ToolRule rule = rule(List.of(), List.of("delete_*"));

        assertThat(rule.allows("read_file")).isTrue();
        assertThat(rule.allows("delete_file")).isFalse();
    }

    @Test
    void with_an_allowance_nothing_else_is_allowed() {
        ToolRule rule = rule(List.of("read_*", "list"), List.of());

        assertThat(rule.allows("read_file")).isTrue();
        assertThat(rule.allows("list")).isTrue();
        assertThat(rule.allows("list_all")).isFalse();
    }

    @Test
    void a_denial_wins_over_an_allowance() {
        ToolRule rule = rule(List.of("*_file"), List.of("delete_*"));

        assertThat(rule.allows("read_file")).isTrue();
        assertThat(rule.allows("delete_file")).isFalse();
    }

    @Test
    void a_name_that_a_server_might_read_as_another_one_is_not_allowed() {
        ToolRule rule = rule(List.of(), List.of("delete_file"));

        assertThat(rule.allows("delete_file\0")).isFalse();
        assertThat(rule.allows("delete_file\nx")).isFalse();
        assertThat(rule.allows("x".repeat(257))).isFalse();
        assertThat(rule.allows("x".repeat(256))).isTrue();
    }

    @Test
    void nothing_that_is_denied_is_allowed_whatever_is_allowed() {
        Property.holds(2000, draw -> {
            List<String> allow = draw.list(3, () -> pattern(draw));
            List<String> deny = draw.list(3, () -> pattern(draw));
            String name = draw.text("abc_", 6);

            boolean denied =
                    deny.stream().anyMatch(pattern -> NamePattern.of(pattern).matches(name));
            assertThat(rule(allow, deny).allows(name) && denied).isFalse();
        });
    }

    private static String pattern(Draw draw) {
        return draw.text("abc_*", 5);
    }

    private static ToolRule rule(List<String> allow, List<String> deny) {
        return new ToolRule(patterns(allow).toList(), patterns(deny).toList());
    }

    private static Stream<NamePattern> patterns(List<String> texts) {
        return texts.stream().map(NamePattern::of);
    }
}
