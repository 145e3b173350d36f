package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnabledServicesTest {

    @Test
    void a_switch_that_is_neither_on_nor_off_is_named() {
        assertThatThrownBy(() -> new EnabledServices(
                        new TestSettings().with("MCP_TIME_ENABLED", "maybe").settings()))
                .hasMessage("MCP_TIME_ENABLED in /srv/gateway/.env must be true or false");
    }

    @Test
    void at_least_one_must_be_on() {
        var settings = new TestSettings();
        new EnabledServices(settings.settings())
                .names()
                .forEach(name -> settings.with("MCP_" + name.toUpperCase(java.util.Locale.ROOT) + "_ENABLED", "false"));

        assertThatThrownBy(() -> new EnabledServices(settings.settings()))
                .hasMessageStartingWith("MCP_*_ENABLED in /srv/gateway/.env must be true for one service");
    }

    @Test
    void a_shell_a_browser_and_what_reads_any_address_are_off_unless_somebody_says_so() {
        var byDefault = new EnabledServices(new TestSettings().settings());

        assertThat(byDefault.disabled()).containsExactly("fetch", "playwright", "tmux");
        assertThat(new EnabledServices(new TestSettings()
                                .with("MCP_TMUX_ENABLED", "true")
                                .settings())
                        .names())
                .contains("tmux", "time");
    }

    @Test
    void a_service_of_ones_own_is_one_more_and_switches_of_tests_are_none() {
        var services = new EnabledServices(new TestSettings()
                .with("MCP_NOTES_ENABLED", "true")
                .with("MCP_FETCH_TESTS_ENABLED", "false")
                .settings());

        assertThat(services.names())
                .containsExactly("everything", "fetchs", "filesystem", "memory", "notes", "sequentialthinking", "time");
    }
}
