package org.mcpgateway.auth.accesstoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.Jwts;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.config.InvalidConfigurationException;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.config.TokenSettings.JwtAlgorithm;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.support.TestClock;
import org.mcpgateway.auth.support.TestKeys;

/** What an access token must be by itself (RFC 9068 s4, RFC 8725), also while keys are being replaced. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTokenDecoderTest {

    private static final IssuerSettings ISSUER = new IssuerSettings(URI.create("https://auth.gateway.test"));
    private static final KeyPair FIRST = TestKeys.rsa();
    private static final KeyPair SECOND = TestKeys.rsa();
    private static final KeyPair CURVE = Jwts.SIG.ES256.keyPair().build();
    private static final String SECRET = "a-shared-secret-of-more-than-32-bytes";

    private final TestClock clock = new TestClock();

    @Test
    void a_token_ends_when_it_says_so_but_for_five_seconds_between_clocks() {
        SigningKeys keys = keys(JwtAlgorithm.RS256, FIRST);
        String token = token(keys);

        clock.advance(Duration.ofMinutes(10).plusSeconds(4));
        assertThat(decoder(keys).decode(token)).isPresent();

        clock.advance(Duration.ofSeconds(2));
        assertThat(decoder(keys).decode(token)).isEmpty();
    }

    @Test
    void a_token_of_another_issuer_is_none() {
        SigningKeys keys = keys(JwtAlgorithm.RS256, FIRST);
        String foreign = new AccessTokenEncoder(keys, new IssuerSettings(URI.create("https://other.gateway.test")))
                .encode(accessToken());

        assertThat(decoder(keys).decode(foreign)).isEmpty();
    }

    @Test
    void a_token_of_a_key_that_was_never_this_servers_is_none() {
        assertThat(decoder(keys(JwtAlgorithm.RS256, FIRST)).decode(token(keys(JwtAlgorithm.RS256, SECOND))))
                .isEmpty();
    }

    @Test
    void an_identity_token_is_no_access_token() {
        SigningKeys keys = keys(JwtAlgorithm.RS256, FIRST);
        Instant now = clock.instant();
        String identity = new IdentityTokenEncoder(keys, new RandomTokens(), ISSUER)
                .encode(new IdentityToken(
                        accessToken(), "time", "POST", URI.create("https://x/mcp"), now, now.plusSeconds(60)));

        assertThat(decoder(keys).decode(identity)).isEmpty();
    }

    @Test
    void a_public_key_is_no_shared_secret() {
        String forged = Jwts.builder()
                .header()
                .type("at+jwt")
                .and()
                .issuer(ISSUER.identifier().toString())
                .signWith(io.jsonwebtoken.security.Keys.hmacShaKeyFor(
                        FIRST.getPublic().getEncoded()))
                .compact();

        assertThat(decoder(keys(JwtAlgorithm.RS256, FIRST)).decode(forged)).isEmpty();
    }

    @Test
    void a_short_rsa_key_or_secret_stops_the_deployment() {
        assertThatThrownBy(() -> new SigningKeys(new TokenSettings(
                        JwtAlgorithm.HS256,
                        Optional.empty(),
                        List.of(),
                        Optional.of(new Secret("short")),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        false)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("GATEWAY_JWT_SECRET");
    }

    @Test
    void a_token_of_the_key_before_is_good_until_its_end() {
        String old = token(keys(JwtAlgorithm.RS256, FIRST));
        SigningKeys after = keys(JwtAlgorithm.RS256, SECOND, FIRST);

        assertThat(decoder(after).decode(old)).isPresent();
        assertThat(decoder(after).decode(token(after))).isPresent();
        assertThat(after.jwks()).contains("\"keys\":[{").containsOnlyOnce("},{");
    }

    @Test
    void a_token_of_the_next_key_is_good_before_this_replica_signs_with_it() {
        SigningKeys before = keys(JwtAlgorithm.RS256, FIRST, SECOND);

        assertThat(decoder(before).decode(token(keys(JwtAlgorithm.RS256, SECOND, FIRST))))
                .isPresent();
    }

    @Test
    void another_kind_of_key_may_follow_and_old_tokens_stay_good() {
        String old = token(keys(JwtAlgorithm.RS256, FIRST));
        SigningKeys after = keys(JwtAlgorithm.ES256, CURVE, FIRST);

        assertThat(decoder(after).decode(old)).isPresent();
        assertThat(decoder(after).decode(token(after))).isPresent();
        assertThat(decoder(keys(JwtAlgorithm.ES256, CURVE)).decode(old)).isEmpty();
    }

    @Test
    void a_shared_secret_signs_and_publishes_nothing() {
        SigningKeys keys = keys(JwtAlgorithm.HS256, FIRST);

        assertThat(decoder(keys).decode(token(keys))).isPresent();
        assertThat(keys.jwks()).isEqualTo("{\"keys\":[]}");
    }

    private AccessTokenDecoder decoder(SigningKeys keys) {
        return new AccessTokenDecoder(keys, ISSUER, clock);
    }

    private String token(SigningKeys keys) {
        return new AccessTokenEncoder(keys, ISSUER).encode(accessToken());
    }

    private AccessToken accessToken() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new AccessToken(
                "jti",
                "42",
                "alice",
                Optional.empty(),
                Optional.empty(),
                "client",
                Scope.parse("mcp"),
                List.of("https://time.gateway.test/mcp"),
                now,
                now.plus(Duration.ofMinutes(10)));
    }

    private static SigningKeys keys(JwtAlgorithm algorithm, KeyPair signing, KeyPair... others) {
        return new SigningKeys(new TokenSettings(
                algorithm,
                Optional.of(new Secret(TestKeys.privatePem(signing))),
                java.util.Arrays.stream(others).map(TestKeys::publicPem).toList(),
                Optional.of(new Secret(SECRET)),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ZERO,
                Duration.ofMinutes(1),
                false));
    }
}
