package org.mcpgateway.auth.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the {@link IdentitySettings.OpenId} that {@code OIDC_PROVIDERS} names, each with its own {@code OIDC_*} keys.
 */
final class OpenIdSettingsReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Set<String> OTHER_PROVIDERS = Set.of("github", "local");

    private final ConfigReader reader;
    private final String name;

    private OpenIdSettingsReader(ConfigReader reader, String name) {
        this.reader = reader;
        this.name = name;
    }

    static List<IdentitySettings.OpenId> read(ConfigReader reader) {
        List<String> names = reader.list("OIDC_PROVIDERS");
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidConfigurationException("OIDC_PROVIDERS", "must name each provider once");
        }
        return names.stream()
                .map(name -> new OpenIdSettingsReader(reader, name).provider())
                .toList();
    }

    private IdentitySettings.OpenId provider() {
        if (!NAME.matcher(name).matches() || OTHER_PROVIDERS.contains(name)) {
            throw new InvalidConfigurationException(
                    "OIDC_PROVIDERS",
                    "must hold names of lower-case letters, digits and dashes, other than github and local");
        }
        return new IdentitySettings.OpenId(
                name,
                reader.text(key("LABEL"), name),
                issuer(),
                required(key("CLIENT_ID")),
                new Secret(required(key("CLIENT_SECRET"))),
                scopes(),
                reader.text(key("USERNAME_CLAIM")),
                reader.text(key("GROUPS_CLAIM"), "groups"),
                allowed());
    }

    private URI issuer() {
        String key = key("ISSUER");
        required(key);
        URI issuer = reader.uri(key, "https", "http").orElseThrow();
        boolean secure = new IssuerSettings(issuer).isHttps() || new IssuerSettings(issuer).isLoopback();
        if (!secure || issuer.getRawQuery() != null) {
            throw new InvalidConfigurationException(
                    key, "must be https unless it is a loopback address, and must have no query");
        }
        return issuer;
    }

    private List<String> scopes() {
        String key = key("SCOPES");
        List<String> scopes =
                Arrays.asList(reader.text(key, "openid profile email").split("[ ,]+"));
        if (!scopes.contains("openid")) {
            throw new InvalidConfigurationException(key, "must hold openid");
        }
        return scopes;
    }

    private IdentitySettings.Allowed allowed() {
        var own = new IdentitySettings.Allowed(
                reader.list(key("ALLOWED_USERS")),
                reader.list(key("ALLOWED_EMAIL_DOMAINS")),
                reader.list(key("ALLOWED_GROUPS")));
        return own.isNobody()
                ? new IdentitySettings.Allowed(
                        reader.list("ALLOWED_OIDC_USERS"),
                        reader.list("ALLOWED_EMAIL_DOMAINS"),
                        reader.list("ALLOWED_GROUPS"))
                : own;
    }

    private String required(String key) {
        return reader.text(key)
                .orElseThrow(() ->
                        new InvalidConfigurationException(key, "must be set, because OIDC_PROVIDERS names " + name));
    }

    private String key(String suffix) {
        return "OIDC_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + suffix;
    }
}
