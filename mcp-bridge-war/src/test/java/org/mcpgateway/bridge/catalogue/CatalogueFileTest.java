package org.mcpgateway.bridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.catalogue.ServiceOptions.IdentityForm;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CatalogueFileTest {

    @Test
    void what_is_no_json_is_refused_with_its_line() {
        assertThatThrownBy(() -> CatalogueFile.parse("{\n \"mcpServers\": }"))
                .isInstanceOf(InvalidCatalogueException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void an_entry_without_command_or_url_is_refused_with_its_path() {
        assertRefused("{'mcpServers':{'time':{'args':[]}}}", "mcpServers.time.command is missing");
    }

    @Test
    void a_name_that_cannot_be_a_host_label_is_refused() {
        assertRefused("{'mcpServers':{'My Time':{'command':'x'}}}", "My Time");
    }

    @Test
    void an_unknown_placeholder_is_refused_with_its_path() {
        assertRefused("{'mcpServers':{'a':{'command':'x','env':{'K':'${REDIS_PASSWORD}'}}}}", "mcpServers.a.env.K");
    }

    @Test
    void a_group_of_an_unknown_service_is_refused() {
        assertRefused("{'gateway':{'groups':{'all':['time']}}}", "no service is named time");
    }

    @Test
    void options_of_an_unknown_service_are_refused() {
        assertRefused("{'gateway':{'services':{'tmie':{}}}}", "gateway.services.tmie names no service");
    }

    @Test
    void an_address_with_user_and_password_is_refused() {
        assertRefused("{'mcpServers':{'a':{'url':'https://me:secret@example.com/mcp'}}}", "mcpServers.a.url");
    }

    @Test
    void the_json_that_clients_know_is_read() {
        Map<String, Service> services =
                parse("{'mcpServers':{'time':{'command':'uvx','args':['mcp-server-time'],'env':{'TZ':'UTC'}}}}");

        assertThat(services.get("time")).isInstanceOfSatisfying(Service.Stdio.class, time -> {
            assertThat(time.command()).extracting(Template::text).containsExactly("uvx", "mcp-server-time");
            assertThat(time.environment()).containsEntry("TZ", new Template("UTC"));
            assertThat(time.folder()).isEmpty();
        });
    }

    @Test
    void a_server_elsewhere_is_read() {
        Map<String, Service> services = parse(
                "{'mcpServers':{'docs':{'url':'https://docs.example/mcp','headers':{'X-Key':'${secret:DOCS}'}}}}");

        assertThat(services.get("docs")).isInstanceOfSatisfying(Service.Http.class, docs -> {
            assertThat(docs.address()).isEqualTo(URI.create("https://docs.example/mcp"));
            assertThat(docs.headers()).containsEntry("X-Key", new Template("${secret:DOCS}"));
        });
    }

    @Test
    void groups_and_options_are_read() {
        Map<String, Service> services = parse("{'mcpServers':{'a':{'command':'x'},'b':{'command':'y'}},"
                + "'gateway':{'groups':{'all':['a','b']},'services':{'a':{'identity':['environment','meta']}}}}");

        assertThat(services.get("all"))
                .isInstanceOfSatisfying(
                        Service.Group.class,
                        all -> assertThat(all.members()).containsExactly(services.get("a"), services.get("b")));
        assertThat(services.get("a").options().identity())
                .isEqualTo(Set.of(IdentityForm.ENVIRONMENT, IdentityForm.META));
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidCatalogueException.class)
                .hasMessageContaining(reason);
    }

    private static Map<String, Service> parse(String text) {
        return CatalogueFile.parse(text.replace('\'', '"'));
    }
}
