package org.mcpgateway.cli.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.compose.Settings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceAddressesTest {

    private HttpServer gateway;
    private String issuer = "";
    private String announced = "";

    @BeforeEach
    void a_gateway_that_announces() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + gateway.getAddress().getPort();
        gateway.createContext("/.well-known/oauth-authorization-server", exchange -> {
            byte[] document = ("{\"issuer\":\"" + issuer + "\"" + announced + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void it_stops() {
        gateway.stop(0);
    }

    @Test
    void without_settings_it_is_what_the_gateway_announces() throws Exception {
        announced = ",\"protected_resources\":[\"https://time.example.com/mcp\",\"" + issuer
                + "/services/notes/mcp\",\"http://shown.example.com/mcp\"]";

        assertThat(of(Map.of()).all())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "time", URI.create("https://time.example.com/mcp"),
                        "notes", URI.create(issuer + "/services/notes/mcp")));
        assertThat(of(Map.of()).of(List.of("time", "other")))
                .containsEntry("time", URI.create("https://time.example.com/mcp"))
                .containsEntry("other", URI.create(issuer + "/services/other/mcp"));
    }

    @Test
    void a_gateway_that_announces_nothing_or_nonsense_has_none_that_are_known() throws Exception {
        for (String nonsense : List.of("", ",\"protected_resources\":3", ",\"protected_resources\":[\"a b\"]")) {
            announced = nonsense;
            assertThat(of(Map.of()).all()).isEmpty();
        }
        gateway.stop(0);
        assertThat(of(Map.of()).all()).isEmpty();
    }

    @Test
    void settings_of_this_gateway_name_them_by_their_patterns() throws Exception {
        Map<String, String> settings = Map.of(
                "GATEWAY_ISSUER", issuer + "/",
                "MCP_SERVICES", "time,notes",
                "MCP_RESOURCE_PATTERNS", "https://mcp.example.com/{service}/mcp,https://{service}.example.com/mcp");

        assertThat(of(settings).all())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "time", URI.create("https://mcp.example.com/time/mcp"),
                        "notes", URI.create("https://mcp.example.com/notes/mcp")));
    }

    @Test
    void a_domain_has_a_host_for_each_service_that_is_on() throws Exception {
        var addresses = new ServiceAddresses(
                new HttpCalls("is it up?"),
                URI.create("https://auth.example.com"),
                settings(Map.of("BASE_DOMAIN", "example.com", "MCP_FETCH_ENABLED", "false")));

        assertThat(addresses.all())
                .containsEntry("time", URI.create("https://time.example.com/mcp"))
                .doesNotContainKey("fetch");
        assertThat(addresses.of(List.of("fetch"))).containsEntry("fetch", URI.create("https://fetch.example.com/mcp"));
    }

    @Test
    void settings_of_another_gateway_say_nothing() throws Exception {
        announced = ",\"protected_resources\":[\"https://time.example.net/mcp\"]";

        assertThat(of(Map.of("BASE_DOMAIN", "example.com", "MCP_SERVICES", "notes"))
                        .all())
                .containsExactly(Map.entry("time", URI.create("https://time.example.net/mcp")));
    }

    @Test
    void what_is_neither_a_name_nor_an_address_is_refused() {
        for (String wrong : List.of("../etc", "a b", "http://shown.example.com/mcp", "::")) {
            assertThatThrownBy(() -> of(Map.of()).of(List.of(wrong))).as(wrong).isInstanceOf(CommandException.class);
        }
    }

    private ServiceAddresses of(Map<String, String> values) {
        return new ServiceAddresses(new HttpCalls("is it up?"), URI.create(issuer), settings(values));
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(Path.of(".env"), values);
    }
}
