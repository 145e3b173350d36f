package org.mcpgateway.auth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of identity providers, as an operator writes them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentitySettingsReaderTest {

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "OIDC_PROVIDERS", "corp",
            "OIDC_CORP_ISSUER", "https://sso.example.com/realms/corp",
            "OIDC_CORP_CLIENT_ID", "gateway",
            "OIDC_CORP_CLIENT_SECRET", "secret-of-corp"));

    @Test
    void somebody_must_sign_users_in() {
        settings.clear();

        refused("GITHUB_CLIENT_ID");
    }

    @ParameterizedTest
    @CsvSource({
        "OIDC_PROVIDERS, Corp",
        "OIDC_PROVIDERS, github",
        "OIDC_PROVIDERS, local",
        "OIDC_PROVIDERS, 'corp,corp'",
        "OIDC_PROVIDERS, a/b",
        "OIDC_CORP_ISSUER, ''",
        "OIDC_CORP_ISSUER, http://sso.example.com",
        "OIDC_CORP_ISSUER, https://sso.example.com?realm=corp",
        "OIDC_CORP_CLIENT_ID, ''",
        "OIDC_CORP_CLIENT_SECRET, ''",
        "OIDC_CORP_SCOPES, profile email",
        "GITHUB_CLIENT_ID, without-secret"
    })
    void a_value_that_cannot_be_names_its_key(String key, String value) {
        settings.put(key, value);

        refused(key.equals("GITHUB_CLIENT_ID") ? "GITHUB_CLIENT_SECRET" : key);
    }

    @ParameterizedTest
    @CsvSource({"ALLOWED_GITHUB_ORGS, org/team", "ALLOWED_GITHUB_TEAMS, org", "ALLOWED_GITHUB_TEAMS, org/team/more"})
    void organizations_and_teams_are_not_taken_for_each_other(String key, String value) {
        github();
        settings.put(key, value);

        refused(key);
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com, https://api.github.com, GitHub",
        "https://acme.ghe.com, https://api.acme.ghe.com, GitHub at acme.ghe.com",
        "https://github.example.com/, https://github.example.com/api/v3, GitHub at github.example.com"
    })
    void one_base_address_gives_the_three_of_github(String base, URI api, String label) {
        github();
        settings.put("GITHUB_BASE_URL", base);
        String origin = base.replaceAll("/$", "");

        IdentitySettings.GitHub github = read().github().orElseThrow();

        assertThat(github.authorizeUrl()).hasToString(origin + "/login/oauth/authorize");
        assertThat(github.tokenUrl()).hasToString(origin + "/login/oauth/access_token");
        assertThat(github.apiUrl()).isEqualTo(api);
        assertThat(github.label()).isEqualTo(label);
    }

    @Test
    void an_address_of_its_own_wins_over_the_base_address() {
        github();
        settings.put("GITHUB_BASE_URL", "https://github.example.com");
        settings.put("GITHUB_API_URL", "https://api.example.com/");

        assertThat(read().github().orElseThrow().apiUrl()).hasToString("https://api.example.com");
    }

    @Test
    void a_provider_needs_four_lines_and_keeps_its_issuer_byte_for_byte() {
        settings.put("OIDC_CORP_ISSUER", "https://sso.example.com/");

        IdentitySettings.OpenId corp = read().openId().getFirst();

        assertThat(corp.issuer()).hasToString("https://sso.example.com/");
        assertThat(corp.label()).isEqualTo("corp");
        assertThat(corp.scopes()).containsExactly("openid", "profile", "email");
        assertThat(corp.allowed().isNobody()).isTrue();
        assertThat(corp.toString()).doesNotContain("secret-of-corp");
    }

    @Test
    void a_name_with_dashes_is_written_with_underscores_in_its_keys() {
        settings.put("OIDC_PROVIDERS", "my-sso");
        settings.put("OIDC_MY_SSO_ISSUER", "http://127.0.0.1:8080/realms/test");
        settings.put("OIDC_MY_SSO_CLIENT_ID", "gateway");
        settings.put("OIDC_MY_SSO_CLIENT_SECRET", "secret");

        assertThat(read().openId().getFirst().id()).isEqualTo("my-sso");
    }

    @Test
    void a_provider_with_a_list_of_its_own_is_not_opened_by_the_general_ones() {
        settings.put("ALLOWED_OIDC_USERS", "*");
        settings.put("ALLOWED_EMAIL_DOMAINS", "example.com");
        assertThat(read().openId().getFirst().allowed().users()).containsExactly("*");

        settings.put("OIDC_CORP_ALLOWED_GROUPS", "staff");

        IdentitySettings.Allowed allowed = read().openId().getFirst().allowed();
        assertThat(allowed.groups()).containsExactly("staff");
        assertThat(allowed.users()).isEmpty();
        assertThat(allowed.emailDomains()).isEmpty();
    }

    private void github() {
        settings.put("GITHUB_CLIENT_ID", "Iv1.test");
        settings.put("GITHUB_CLIENT_SECRET", "secret");
    }

    private IdentitySettings read() {
        return IdentitySettingsReader.read(
                new ConfigReader(key -> Optional.ofNullable(settings.get(key))),
                new IssuerSettings(URI.create("https://auth.example.com")));
    }

    private void refused(String key) {
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(key);
    }
}
