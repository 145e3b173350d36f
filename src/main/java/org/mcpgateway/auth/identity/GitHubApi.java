package org.mcpgateway.auth.identity;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcpgateway.auth.oauth.OAuthException;

/** The questions that GitHub's REST API answers about the user of an access token. */
record GitHubApi(URI address, ProviderClient client) {

    private static final int PAGE_LENGTH = 100;
    private static final int MOST_PAGES = 10;

    /** The profile. */
    JsonObject user(String accessToken) {
        return object(client.get(at("/user"), accessToken));
    }

    /** The primary address, if GitHub has verified it; a profile's public address is not proven to be the user's. */
    Optional<String> email(String accessToken) {
        return array(client.get(at("/user/emails"), accessToken)).getValuesAs(JsonObject.class).stream()
                .filter(entry -> entry.getBoolean("primary", false) && entry.getBoolean("verified", false))
                .map(entry -> entry.getString("email", ""))
                .filter(email -> !email.isEmpty())
                .findFirst();
    }

    /**
     * The organizations as {@code org} and the teams as {@code org/team}, in lower case. GitHub leaves out what has not
     * let the OAuth app in.
     */
    List<String> memberships(String accessToken) {
        Stream<String> organizations =
                pages("/user/orgs", accessToken).stream().map(organization -> organization.getString("login", ""));
        Stream<String> teams = pages("/user/teams", accessToken).stream().map(GitHubApi::team);
        return Stream.concat(organizations, teams)
                .filter(name -> !name.isEmpty())
                .map(AllowList::lowerCase)
                .toList();
    }

    private static String team(JsonObject team) {
        return team.get("organization") instanceof JsonObject organization
                ? organization.getString("login", "") + "/" + team.getString("slug", "")
                : "";
    }

    private List<JsonObject> pages(String path, String accessToken) {
        List<JsonObject> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            URI address = at(path + "?per_page=" + PAGE_LENGTH + "&page=" + page);
            List<JsonObject> entries = array(client.get(address, accessToken)).getValuesAs(JsonObject.class);
            all.addAll(entries);
            if (entries.size() < PAGE_LENGTH) {
                break;
            }
        }
        return all;
    }

    private URI at(String path) {
        return URI.create(address + path);
    }

    static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw refused("the answer is not an object");
    }

    private static JsonArray array(JsonValue value) {
        if (value instanceof JsonArray array && array.stream().allMatch(JsonObject.class::isInstance)) {
            return array;
        }
        throw refused("the answer is not an array of objects");
    }

    static OAuthException refused(String detail) {
        return OAuthException.accessDenied("GitHub did not confirm the sign-in: start again")
                .withDetail("github: " + detail);
    }
}
