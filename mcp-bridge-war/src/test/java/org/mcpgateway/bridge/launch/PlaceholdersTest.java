package org.mcpgateway.bridge.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.catalogue.Template;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.vault.UserSecrets;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaceholdersTest {

    private static final UserSecrets VAULT = (user, name) -> user + "'s --" + name;

    @Test
    void a_user_cannot_leave_the_folder_by_name() {
        assertThat(segment("/srv/${user.name}", "../../etc")).isEqualTo("/srv/%2E.%2F..%2Fetc");
    }

    @Test
    void a_user_cannot_become_an_option_by_name() {
        assertThat(segment("${user.name}", "--allow-everything")).isEqualTo("%2D-allow-everything");
    }

    @Test
    void control_characters_are_refused() {
        assertThatThrownBy(() -> segment("${user.name}", "a\nb")).isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    void a_service_that_needs_a_user_does_not_start_for_nobody() {
        Placeholders nobody = new Placeholders(name -> Optional.empty(), VAULT, Caller.NOBODY, "s");

        assertThatThrownBy(() -> nobody.text(new Template("${user.name}")))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("user.name");
    }

    @Test
    void a_secret_that_is_not_there_is_named() {
        assertThatThrownBy(() -> of("ada").text(new Template("${secret:TOKEN}")))
                .hasMessageContaining("MCP_SECRET_TOKEN");
    }

    @Test
    void values_of_the_environment_are_as_they_are() {
        assertThat(of("Ada Lovelace").text(new Template("${user.name} ${secret:KEY} ${session}")))
                .isEqualTo("Ada Lovelace s3cret s");
    }

    @Test
    void a_user_s_secret_is_theirs_and_no_option_where_it_is_an_argument() {
        Template template = new Template("${user.secret:TOKEN}");

        assertThat(of("ada").text(template)).isEqualTo("1's --TOKEN");
        assertThat(segment("${user.secret:TOKEN}", "ada")).isEqualTo("1%27s%20--TOKEN");
    }

    private static String segment(String template, String user) {
        return of(user).segment(new Template(template));
    }

    private static Placeholders of(String user) {
        return new Placeholders(
                name -> name.equals("KEY") ? Optional.of("s3cret") : Optional.empty(),
                VAULT,
                new Caller("1", user, "", ""),
                "s");
    }
}
