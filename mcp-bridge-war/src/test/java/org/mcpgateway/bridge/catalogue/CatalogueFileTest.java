package org.mcpgateway.bridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.catalogue.ServiceOptions.IdentityForm;
import org.mcpgateway.bridge.server.ResourceLimits;
import org.mcpgateway.bridge.tools.NamePattern;
import org.mcpgateway.bridge.tools.ToolRule;

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
        assertRefused("{'mcpServers':{'time':{'args':[]}}}", "mcpServers.time has no command");
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
    void a_mistake_is_told_with_its_line() {
        assertThatThrownBy(() ->
                        parse("{'mcpServers':{\n 'a':{'command':'x'},\n 'b':{\n  'command':'y',\n  'args':[1]}}}"))
                .hasMessage("line 5: mcpServers.b.args must be a string");
        assertThatThrownBy(() -> parse("{\n'mcpServers':{\n 'a':{}}}"))
                .hasMessageStartingWith("line 3: mcpServers.a has no command");
    }

    @Test
    void a_name_that_stands_twice_is_refused_with_its_line() {
        assertThatThrownBy(() -> parse("{'mcpServers':{'a':{'command':'x'},\n'a':{'command':'y'}}}"))
                .hasMessage("line 2: mcpServers.a stands there twice");
        assertRefused("{'mcpServers':{'a':{'command':'x'}},'gateway':{'inProcess':{'a':'fetchs'}}}", "another service");
    }

    @Test
    void a_misspelt_option_is_refused_with_those_that_there_are() {
        assertRefused(
                "{'mcpServers':{'a':{'command':'x'}},'gateway':{'services':{'a':{'warmSpares':1}}}}",
                "gateway.services.a.warmSpares is not known; there are identity, limits, share, timeout, tools, traceContext, warmSpare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'timeout':-1}",
                "{'timeout':'5'}",
                "{'warmSpare':1.5}",
                "{'warmSpare':1000}",
                "{'traceContext':1}",
                "{'limits':{'memory':512}}",
                "{'limits':{'memory':'12X'}}",
                "{'limits':{'cpu':1}}",
                "{'limits':{'children':0}}",
                "{'share':true}",
                "{'share':'all'}",
                "{'identity':'meta'}",
                "{'identity':['headers']}",
                "{'tools':true}"
            })
    void an_option_that_cannot_be_is_refused_with_its_path(String options) {
        assertRefused(
                "{'mcpServers':{'a':{'command':'x'}},'gateway':{'services':{'a':" + options + "}}}",
                "gateway.services.a.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "['a']                        | tools must be an object",
                "'a'                          | tools must be an object",
                "{}                           | tools must have allow or deny",
                "{'allowed':['a']}            | tools.allowed is not known; there are allow, deny",
                "{'deny':['a'],'only':['b']}  | tools.only is not known",
                "{'allow':'a'}                | tools.allow must be an array",
                "{'deny':null}                | tools.deny must be an array",
                "{'allow':['a',1]}            | tools.allow must be a string",
                "{'deny':['']}                | tools.deny must hold names of 1 to 256 characters",
            })
    void tools_that_cannot_be_are_refused_with_their_path(String tools, String reason) {
        assertRefused(withTools(tools), "gateway.services.a." + reason);
    }

    @Test
    void the_names_of_tools_are_bounded() {
        parse(withTools("{'deny':['" + "x".repeat(256) + "']}"));
        parse(withTools("{'deny':['x'" + ",'x'".repeat(499) + "]}"));

        assertRefused(withTools("{'deny':['" + "x".repeat(257) + "']}"), "tools.deny must hold names of 1 to 256");
        assertRefused(withTools("{'deny':['x'" + ",'x'".repeat(500) + "]}"), "tools.deny must hold at most 500 names");
    }

    @Test
    void tools_are_read_for_every_kind_of_service() {
        Map<String, Service> services = parse("{'mcpServers':{'a':{'command':'x'},'b':{'url':'https://b.example/mcp'}},"
                + "'gateway':{'inProcess':{'c':'fetchs'},'groups':{'d':['a','b']},'services':{"
                + "'a':{'tools':{'allow':['read_*','list'],'deny':['read_all']}},"
                + "'b':{'tools':{'allow':[]}},'c':{'tools':{'deny':['*']}},'d':{'tools':{'allow':['a_*']}}}}}");

        assertThat(services.get("a").options().tools())
                .isEqualTo(new ToolRule(
                        List.of(NamePattern.of("read_*"), NamePattern.of("list")),
                        List.of(NamePattern.of("read_all"))));
        assertThat(services.get("b").options().tools().allowsAll()).isTrue();
        assertThat(services.get("c").options().tools().allows("fetch")).isFalse();
        assertThat(services.get("d").options().tools().allows("b_read")).isFalse();
    }

    private static String withTools(String tools) {
        return "{'mcpServers':{'a':{'command':'x'}},'gateway':{'services':{'a':{'tools':" + tools + "}}}}";
    }

    @Test
    void options_are_read() {
        ServiceOptions options = parse("{'mcpServers':{'a':{'command':'x'}},'gateway':{'services':{'a':{'timeout':30,"
                        + "'warmSpare':2,'traceContext':true,"
                        + "'limits':{'children':5,'memory':'512M','cpuSeconds':60,'files':256}}}}}")
                .get("a")
                .options();

        assertThat(options.timeout()).contains(Duration.ofSeconds(30));
        assertThat(options.traceContext()).isTrue();
        assertThat(options.children().spares()).isEqualTo(2);
        assertThat(options.children().most()).hasValue(5);
        assertThat(options.children().limits())
                .isEqualTo(new ResourceLimits(Optional.of(512L << 20), Optional.of(60L), Optional.of(256L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${user.id}", "${user.secret:KEY}", "${session}"})
    void a_child_that_differs_from_user_to_user_has_no_spares(String placeholder) {
        assertRefused(
                "{'mcpServers':{'a':{'command':'x','env':{'K':'" + placeholder
                        + "'}}},'gateway':{'services':{'a':{'warmSpare':1}}}}",
                "gateway.services.a.warmSpare needs a child that is the same for everybody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${client.id}", "${session}"})
    void a_child_that_differs_from_session_to_session_is_not_shared(String placeholder) {
        assertRefused(
                "{'mcpServers':{'a':{'command':'x','args':['" + placeholder
                        + "']}},'gateway':{'services':{'a':{'share':'user'}}}}",
                "gateway.services.a.share needs a child that is the same for all sessions of a user");
    }

    @Test
    void what_only_children_have_is_refused_for_other_services() {
        assertRefused(
                "{'gateway':{'inProcess':{'f':'fetchs'},'services':{'f':{'limits':{'files':9}}}}}",
                "gateway.services.f.limits is for services with a command only");
    }

    @Test
    void no_user_says_which_program_runs() {
        assertRefused("{'mcpServers':{'a':{'command':'/srv/${user.name}/bin'}}}", "mcpServers.a.command must not hold");
    }

    @Test
    void a_server_elsewhere_with_the_transport_of_old_is_refused() {
        assertRefused("{'mcpServers':{'a':{'type':'sse','url':'https://a.example/sse'}}}", "mcpServers.a.type");
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
