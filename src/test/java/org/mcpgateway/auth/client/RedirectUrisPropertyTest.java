package org.mcpgateway.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.support.Draw;
import org.mcpgateway.auth.support.Property;

/** Redirect URIs and their relatives, for whatever is registered and whatever is asked for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedirectUrisPropertyTest {

    private static final int CASES = 5000;

    @Test
    void what_can_be_registered_matches_itself() {
        Property.holds(CASES, draw -> {
            String uri = uri(draw);
            if (isRegistrable(uri)) {
                assertThat(RedirectUris.matches(List.of(uri), uri)).as(uri).isTrue();
            }
        });
    }

    @Test
    void what_matches_leads_where_the_registered_one_leads_but_for_a_port_on_loopback() {
        Property.holds(CASES, draw -> {
            String registered = uri(draw);
            String asked = draw.chance(60) ? relative(draw, registered) : uri(draw);
            if (isRegistrable(registered)
                    && !registered.equals(asked)
                    && RedirectUris.matches(List.of(registered), asked)) {
                URI one = URI.create(registered);
                URI other = URI.create(asked);
                assertThat(RedirectUris.isLoopback(other)).as(asked).isTrue();
                assertThat(withoutPort(other)).isEqualTo(withoutPort(one));
            }
        });
    }

    @Test
    void what_can_be_registered_leads_to_https_to_this_machine_or_to_an_application() {
        Property.holds(CASES, draw -> {
            String uri = uri(draw);
            if (isRegistrable(uri)) {
                URI parsed = URI.create(uri);
                assertThat(uri).doesNotContain("#", "*");
                assertThat(parsed.getRawUserInfo()).isNull();
                assertThat(parsed.getScheme()).isNotIn("javascript", "data", "JavaScript", "file");
                if (parsed.getScheme().equalsIgnoreCase("http")) {
                    assertThat(RedirectUris.isLoopback(parsed)).as(uri).isTrue();
                }
            }
        });
    }

    private static String uri(Draw draw) {
        String scheme = draw.of("https", "http", "HTTP", "com.example.app", "javascript", "JavaScript", "data", "file");
        String user = draw.chance(10) ? draw.of("user@", "127.0.0.1@", "a:b@") : "";
        String host = draw.of("127.0.0.1", "localhost", "[::1]", "app.example.com", "127.0.0.1.evil.test", "LocalHost");
        String port = draw.chance(40) ? ":" + draw.of("1", "8080", "65535", "") : "";
        String path = draw.text("/ab.%*", 5);
        String rest = draw.chance(20) ? draw.of("?a=b", "?", "#x", "#", "?a#b") : "";
        return scheme
                + (draw.chance(90) ? "://" : ":")
                + user
                + host
                + port
                + (path.startsWith("/") ? "" : "/")
                + path
                + rest;
    }

    /** The same with a character or two changed, or another port. */
    private static String relative(Draw draw, String uri) {
        if (draw.chance(50)) {
            return uri.replaceFirst("(?<=[a-z1\\]])(:[0-9]+)?/(?!/)", ":" + draw.of("1", "9", "80", "8080") + "/");
        }
        int at = draw.below(uri.length());
        return uri.substring(0, at) + draw.text("/a.@:#?%1", 2) + uri.substring(draw.chance(50) ? at : at + 1);
    }

    private static boolean isRegistrable(String uri) {
        return refusal(uri).isEmpty();
    }

    private static Optional<OAuthException> refusal(String uri) {
        try {
            RedirectUris.requireRegistrable(uri);
            return Optional.empty();
        } catch (OAuthException e) {
            return Optional.of(e);
        }
    }

    private static List<String> withoutPort(URI uri) {
        return List.of(
                uri.getScheme(),
                uri.getHost(),
                String.valueOf(uri.getRawUserInfo()),
                uri.getRawPath(),
                String.valueOf(uri.getRawQuery()),
                String.valueOf(uri.getRawFragment()));
    }
}
