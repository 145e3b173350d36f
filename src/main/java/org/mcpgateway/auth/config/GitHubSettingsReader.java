package org.mcpgateway.auth.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@link IdentitySettings.GitHub}: one base address gives the three that an Enterprise Server has. */
final class GitHubSettingsReader {

    private static final String GITHUB = "https://github.com";

    private GitHubSettingsReader() {}

    static Optional<IdentitySettings.GitHub> read(ConfigReader reader) {
        return reader.text("GITHUB_CLIENT_ID").map(clientId -> github(reader, clientId));
    }

    private static IdentitySettings.GitHub github(ConfigReader reader, String clientId) {
        URI base = reader.uri("GITHUB_BASE_URL", "https", "http")
                .map(GitHubSettingsReader::withoutSlash)
                .orElse(URI.create(GITHUB));
        return new IdentitySettings.GitHub(
                base.toString().equals(GITHUB) ? "GitHub" : "GitHub at " + base.getHost(),
                clientId,
                reader.secret("GITHUB_CLIENT_SECRET")
                        .orElseThrow(() -> new InvalidConfigurationException(
                                "GITHUB_CLIENT_SECRET", "must be set when GITHUB_CLIENT_ID is")),
                reader.uri("GITHUB_AUTHORIZE_URL", "https", "http").orElse(URI.create(base + "/login/oauth/authorize")),
                reader.uri("GITHUB_TOKEN_URL", "https", "http").orElse(URI.create(base + "/login/oauth/access_token")),
                reader.uri("GITHUB_API_URL", "https", "http")
                        .map(GitHubSettingsReader::withoutSlash)
                        .orElse(api(base)),
                new IdentitySettings.Allowed(reader.list("ALLOWED_GITHUB_USERS"), List.of(), groups(reader)));
    }

    /** The API of github.com and of ghe.com has a host of its own; that of an Enterprise Server has a path. */
    private static URI api(URI base) {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        return host.equals("github.com") || host.endsWith(".ghe.com")
                ? URI.create("https://api." + host)
                : URI.create(base + "/api/v3");
    }

    private static List<String> groups(ConfigReader reader) {
        List<String> organizations = reader.list("ALLOWED_GITHUB_ORGS");
        if (organizations.stream().anyMatch(name -> name.contains("/"))) {
            throw new InvalidConfigurationException(
                    "ALLOWED_GITHUB_ORGS", "must hold names of organizations; teams stand in ALLOWED_GITHUB_TEAMS");
        }
        List<String> teams = reader.list("ALLOWED_GITHUB_TEAMS");
        if (teams.stream().anyMatch(name -> !name.matches("[^/]+/[^/]+"))) {
            throw new InvalidConfigurationException(
                    "ALLOWED_GITHUB_TEAMS", "must hold teams as organization/team, as they stand in their addresses");
        }
        return Stream.concat(organizations.stream(), teams.stream()).toList();
    }

    private static URI withoutSlash(URI address) {
        String text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }
}
