package org.mcpgateway.auth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that would open a hole stop the deployment and name their key. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsReadersTest {

    private static final String SECRET = "secret-of-at-least-thirty-two-characters";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example.com",
                "http://127.0.0.1.example.com",
                "https://auth.example.com/",
                "https://auth.example.com?x=y",
                "https://auth.example.com#x",
                "auth.example.com",
            })
    void an_issuer_without_tls_or_with_two_spellings_is_refused(String issuer) {
        assertThatThrownBy(() -> IssuerSettingsReader.read(reader(Map.of("GATEWAY_ISSUER", issuer))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("GATEWAY_ISSUER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080", "https://auth.example.com"})
    void plain_http_is_for_this_machine_only(String issuer) {
        assertThat(IssuerSettingsReader.read(reader(Map.of("GATEWAY_ISSUER", issuer)))
                        .identifier()
                        .toString())
                .isEqualTo(issuer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "-robot", "_robot", "a b"})
    void a_machine_client_cannot_have_the_name_of_a_users_identifier(String name) {
        assertThatThrownBy(() -> ClientSettingsReader.read(reader(Map.of("MACHINE_CLIENTS", name + ":" + SECRET))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("MACHINE_CLIENTS")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void a_machine_clients_secret_is_long() {
        assertThatThrownBy(() -> ClientSettingsReader.read(reader(Map.of("MACHINE_CLIENTS", "robot:short"))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("MACHINE_CLIENTS");
    }

    @Test
    void registration_by_token_needs_the_token() {
        assertThatThrownBy(() -> ClientSettingsReader.read(reader(Map.of("REGISTRATION_ACCESS", "token"))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("REGISTRATION_TOKEN");
    }

    @Test
    void a_code_lives_ten_minutes_at_most() {
        assertThatThrownBy(() -> TokenSettingsReader.read(
                        reader(Map.of("JWT_PRIVATE_KEY_B64", "x", "AUTHORIZATION_CODE_LIFETIME", "601"))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("AUTHORIZATION_CODE_LIFETIME");
    }

    @Test
    void an_identity_token_is_not_signed_with_a_secret_that_services_would_have_to_know() {
        assertThatThrownBy(() -> TokenSettingsReader.read(reader(
                        Map.of("JWT_ALGORITHM", "HS256", "GATEWAY_JWT_SECRET", SECRET, "IDENTITY_TOKEN", "true"))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("IDENTITY_TOKEN");
    }

    @Test
    void nobody_is_believed_and_no_page_may_call_unless_told_so() {
        NetworkSettings network = NetworkSettingsReader.read(reader(Map.of()));

        assertThat(network.trustedProxies()).isEmpty();
        assertThat(network.corsOrigins()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"traefik", "10.0.0.0/33", "10.0.0.0/x", "300.1.1.1", "10.0.0", "::1/129"})
    void what_is_no_address_or_range_is_named(String range) {
        assertThatThrownBy(() -> NetworkSettingsReader.read(reader(Map.of("TRUSTED_PROXIES", range))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("TRUSTED_PROXIES")
                .hasMessageContaining(range);
    }

    @Test
    void this_machine_alone_sees_the_metrics_unless_told_otherwise() {
        MonitoringSettings unset = MonitoringSettingsReader.read(reader(Map.of()));
        MonitoringSettings set = MonitoringSettingsReader.read(reader(Map.of("MONITORING_ALLOWED", "10.0.0.0/8")));

        assertThat(AddressRange.literal("127.0.0.2"))
                .hasValueSatisfying(here -> assertThat(unset.allowed()).anyMatch(range -> range.contains(here)))
                .hasValueSatisfying(here -> assertThat(set.allowed()).noneMatch(range -> range.contains(here)));
    }

    @Test
    void bridges_are_known_by_address_one_for_each_service_where_it_says_so() {
        OperationsSettings settings = operations("BRIDGE_URLS", "http://10.0.0.2:8081/{service}, http://bridge:3000/");

        assertThat(settings.key()).isEmpty();
        assertThat(settings.bridges())
                .containsExactly(
                        new OperationsSettings.Bridge(URI.create("http://10.0.0.2:8081/time"), Optional.of("time")),
                        new OperationsSettings.Bridge(URI.create("http://10.0.0.2:8081/tmux"), Optional.of("tmux")),
                        new OperationsSettings.Bridge(URI.create("http://bridge:3000"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge:3000", "ftp://bridge", "http://a:b@bridge", "http://bridge?a=b"})
    void what_is_no_address_of_a_bridge_stops_the_deployment(String address) {
        assertThatThrownBy(() -> operations("BRIDGE_URLS", address)).hasMessageStartingWith("BRIDGE_URLS ");
    }

    @Test
    void a_key_that_signs_nothing_stops_the_deployment_and_is_not_told() {
        assertThatThrownBy(() -> operations("OPERATIONS_KEY", SECRET))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("OPERATIONS_KEY ")
                .message()
                .doesNotContain(SECRET);
    }

    // Addresses

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "my_gw.test",
                "a b",
                "example.com/",
                "user@example.com",
                ".test",
                "10.0.0.1"
            })
    void what_is_no_domain_is_refused(String domain) {
        assertThatThrownBy(() -> IssuerSettingsReader.read(reader(Map.of("BASE_DOMAIN", domain))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("BASE_DOMAIN must be");
        assertThatThrownBy(() -> resources("time", Map.of("BASE_DOMAIN", domain)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("BASE_DOMAIN must be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "localhost",
                "Gateway.my-house.example",
                "xn--mnchen-3ya.example",
                "gateway.test:8443"
            })
    void a_domain_gives_the_issuer_and_the_services(String domain) {
        assertThat(IssuerSettingsReader.read(reader(Map.of("BASE_DOMAIN", domain)))
                        .identifier())
                .isEqualTo(URI.create("https://auth." + domain));
        assertThat(resources("time", Map.of("BASE_DOMAIN", domain)).addresses("time"))
                .containsExactly(URI.create("https://time." + domain + "/mcp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{service}.example.com/mcp",
                "https://{servce}.example.com/mcp",
                "https://{service}.example.com/{x}/mcp",
                "https://{service}.example.com/mcp#x",
                "https://example.com/{service/mcp",
                "https://my_gw/{service}/mcp",
                "https://{service}.example.com/mcp,https://example.com/mcp",
            })
    void what_is_no_address_of_each_service_is_refused(String patterns) {
        assertThatThrownBy(() -> resources("time,memory", Map.of("MCP_RESOURCE_PATTERNS", patterns)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("MCP_RESOURCE_PATTERNS must ")
                .hasMessageContaining("https://");
    }

    @Test
    void one_service_may_have_an_address_without_its_name() {
        assertThat(resources(
                                "time",
                                Map.of(
                                        "MCP_RESOURCE_PATTERNS",
                                        "https://example.com/mcp,http://10.0.0.2:3000/{service}"))
                        .addresses("time"))
                .containsExactly(URI.create("https://example.com/mcp"), URI.create("http://10.0.0.2:3000/time"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://admin.example.com",
                "admin.example.com/",
                "admin.example.com:443",
                "admin:80",
                "a b",
                "*"
            })
    void what_no_request_names_as_its_host_is_refused(String host) {
        assertThatThrownBy(() -> AdminSettingsReader.read(reader(Map.of("ADMIN_HOSTS", "admin.test," + host))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("ADMIN_HOSTS must ");
    }

    @Test
    void the_administration_may_have_several_hosts_with_and_without_a_port() {
        assertThat(AdminSettingsReader.read(
                                reader(Map.of("ADMIN_HOSTS", "Admin.test, my_auth:8080,[::1]:8080,10.0.0.1")))
                        .hosts())
                .containsExactly("admin.test", "my_auth:8080", "[::1]:8080", "10.0.0.1");
    }

    // Clients of the configuration

    @ParameterizedTest
    @ValueSource(strings = {"MACHINE_CLIENTS", "RESOURCE_SERVERS"})
    void a_name_that_is_given_twice_is_refused(String key) {
        assertThatThrownBy(() -> ClientSettingsReader.read(
                        reader(Map.of(key, "robot:" + SECRET + ",other:" + SECRET + ",robot:another-" + SECRET))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(key)
                .hasMessageContaining("robot")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void a_client_that_introspects_as_well_has_one_secret() {
        String machine = "robot:" + SECRET;

        assertThat(ClientSettingsReader.read(reader(Map.of("MACHINE_CLIENTS", machine, "RESOURCE_SERVERS", machine)))
                        .resourceServers())
                .containsKey("robot");
        assertThatThrownBy(() -> ClientSettingsReader.read(
                        reader(Map.of("MACHINE_CLIENTS", machine, "RESOURCE_SERVERS", "robot:another-" + SECRET))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("RESOURCE_SERVERS")
                .hasMessageContaining("robot")
                .hasMessageNotContaining(SECRET);
    }

    // Files of secrets

    @Test
    void a_file_that_holds_the_secret_gives_it(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");

        assertThat(reader(Map.of("REGISTRATION_TOKEN_FILE", file.toString())).secret("REGISTRATION_TOKEN"))
                .hasValue(new Secret(SECRET));
    }

    @Test
    void an_empty_file_is_no_secret(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), " \n");

        assertThatThrownBy(() -> reader(Map.of("REGISTRATION_TOKEN_FILE", file.toString()))
                        .secret("REGISTRATION_TOKEN"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("REGISTRATION_TOKEN_FILE names an empty file");
    }

    @Test
    void a_secret_in_place_of_its_file_is_not_told() {
        assertThatThrownBy(
                        () -> reader(Map.of("REGISTRATION_TOKEN_FILE", SECRET)).secret("REGISTRATION_TOKEN"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("REGISTRATION_TOKEN_FILE ")
                .hasMessageNotContaining(SECRET);
    }

    private static ResourceSettings resources(String services, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("MCP_SERVICES", services);
        return ResourceSettingsReader.read(reader(all), List.of());
    }

    private static OperationsSettings operations(String key, String value) {
        return OperationsSettingsReader.read(
                reader(Map.of(key, value)), new ResourceSettings(List.of("time", "tmux"), List.of(), false));
    }

    private static ConfigReader reader(Map<String, String> settings) {
        return new ConfigReader(key -> Optional.ofNullable(settings.get(key)));
    }
}
