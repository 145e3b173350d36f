package org.mcpgateway.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.pkce.CodeChallenge;
import org.mcpgateway.auth.pkce.CodeVerifier;
import org.mcpgateway.auth.support.Draw;
import org.mcpgateway.auth.support.Property;

/** Scopes, resource indicators and code challenges, whatever they are made of. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OAuthPropertyTest {

    private static final int CASES = 3000;
    private static final String UNRESERVED = "ABCXYZabcxyz0189-._~";

    @Test
    void a_scope_survives_the_wire_and_intersections_only_narrow() {
        Property.holds(CASES, draw -> {
            Scope one = scope(draw);
            Scope other = scope(draw);
            Scope both = one.intersection(other);

            assertThat(Scope.parse(one.toString())).isEqualTo(one);
            assertThat(both.tokens()).isEqualTo(intersection(one.tokens(), other.tokens()));
            assertThat(one.covers(both) && other.covers(both)).isTrue();
            assertThat(both.intersection(other)).isEqualTo(both);
            assertThat(one.covers(other))
                    .isEqualTo(one.intersection(other).tokens().equals(other.tokens()));
        });
    }

    @Test
    void what_is_granted_is_known_is_never_nothing_and_is_no_more_than_what_was_asked_for_or_the_least() {
        Property.holds(CASES, draw -> {
            Scope asked = scope(draw);
            Scope granted = asked.grantable();

            assertThat(Scope.SUPPORTED).containsAll(granted.tokens());
            assertThat(granted.isEmpty()).isFalse();
            assertThat(granted.grantable()).isEqualTo(granted);
            assertThat(granted.tokens()).allMatch(token -> asked.tokens().contains(token) || token.equals(Scope.MCP));
            assertThat(granted.withoutAdministration().tokens())
                    .isNotEmpty()
                    .doesNotContain(Scope.ADMIN)
                    .allMatch(token -> granted.tokens().contains(token) || token.equals(Scope.MCP));
        });
    }

    @Test
    void a_resource_has_one_canonical_form_however_it_is_spelled() {
        Property.holds(CASES, draw -> {
            String scheme = draw.of("https", "http");
            String host = draw.of("time.gateway.test", "a", "127.0.0.1", "[::1]");
            String path = draw.text("/aB.%41", 6).replaceAll("%(?!41)", "");
            String plain = scheme + "://" + host + (path.isEmpty() || path.startsWith("/") ? "" : "/") + path;
            String spelled = (draw.chance(50) ? scheme.toUpperCase(Locale.ROOT) : scheme)
                    + "://"
                    + (draw.chance(50) ? host.toUpperCase(Locale.ROOT) : host)
                    + (draw.chance(50) ? (scheme.equals("https") ? ":443" : ":80") : "")
                    + plain.substring(scheme.length() + 3 + host.length())
                    + draw.of("", "/", "?", "?a=b");

            ResourceIndicator canonical = ResourceIndicator.parse(plain);

            assertThat(ResourceIndicator.parse(spelled)).as(spelled).isEqualTo(canonical);
            assertThat(ResourceIndicator.parse(canonical.value())).isEqualTo(canonical);
            assertThat(canonical.value()).doesNotEndWith("/").doesNotContain("?", ":443", ":80");
        });
    }

    @Test
    void resources_at_other_addresses_stay_apart() {
        Property.holds(CASES, draw -> {
            String one =
                    draw.of("https", "http") + "://a.test:" + draw.of("1", "443", "80") + "/" + draw.text("ab/", 3);
            String other =
                    draw.of("https", "http") + "://a.test:" + draw.of("1", "443", "80") + "/" + draw.text("ab/", 3);

            if (ResourceIndicator.parse(one).equals(ResourceIndicator.parse(other))) {
                assertThat(one.replaceFirst("/*$", "")).isEqualTo(other.replaceFirst("/*$", ""));
            }
        });
    }

    @Test
    void a_challenge_is_answered_by_its_verifier_and_by_no_other() {
        Property.holds(CASES, draw -> {
            String verifier = verifier(draw);
            var challenge = new CodeChallenge(Sha256.of(verifier));
            int at = draw.below(verifier.length());
            char another = UNRESERVED.charAt(draw.below(UNRESERVED.length()));
            String close = verifier.substring(0, at) + another + verifier.substring(at + 1);

            assertThat(challenge.isAnsweredBy(new CodeVerifier(verifier))).isTrue();
            assertThat(challenge.isAnsweredBy(new CodeVerifier(close))).isEqualTo(close.equals(verifier));
            assertThat(challenge.isAnsweredBy(new CodeVerifier(challenge.value())))
                    .isFalse();
        });
    }

    private static String verifier(Draw draw) {
        return "v".repeat(43) + draw.text(UNRESERVED, 85);
    }

    private static Scope scope(Draw draw) {
        List<String> tokens = draw.list(
                5, () -> draw.chance(80) ? draw.of("mcp", "openid", "email", "gateway:admin") : draw.text("ab:!~", 3));
        return Scope.parse(String.join(draw.of(" ", "  "), tokens));
    }

    private static Set<String> intersection(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }
}
