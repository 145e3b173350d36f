package org.mcpgateway.auth.accesstoken;

import io.jsonwebtoken.Jwts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.config.TokenSettings.JwtAlgorithm;
import org.mcpgateway.auth.oauth.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a token costs that is not remembered: its signature and its claims; what one that is; and what a new one costs. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {

    @Param({"RS256", "ES256", "HS256"})
    public JwtAlgorithm algorithm;

    private AccessTokenDecoder decoder;
    private AccessTokenEncoder encoder;
    private AccessToken token;
    private String compact;

    @Setup
    public void prepare() {
        IssuerSettings issuer = new IssuerSettings(URI.create("https://auth.example.com"));
        SigningKeys keys = new SigningKeys(settings());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        decoder = new AccessTokenDecoder(keys, issuer, Clock.systemUTC());
        encoder = new AccessTokenEncoder(keys, issuer);
        token = token("hGk0vWm3cKQ6n2rXyTz8Sg", now);
        compact = encoder.encode(token);
    }

    /** Several times as many as the decoder remembers, so that most of them have been forgotten when they come again. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Many {

        private final String[] compact = new String[20_000];
        private int next;

        @Setup
        public void issue(TokenBenchmark benchmark) {
            for (int i = 0; i < compact.length; i++) {
                String jti = String.format(Locale.ROOT, "hGk0vWm3cKQ6n2rXy%05d", i);
                compact[i] = benchmark.encoder.encode(token(jti, benchmark.token.issuedAt()));
            }
        }

        String next() {
            next = next == compact.length - 1 ? 0 : next + 1;
            return compact[next];
        }
    }

    private static AccessToken token(String jti, Instant now) {
        return new AccessToken(
                jti,
                "583231",
                "octocat",
                Optional.of("octocat@example.com"),
                Optional.of("The Octocat"),
                "client_7fA1mJ0mQbq8n2rXyTz8Sg",
                Scope.parse("mcp"),
                List.of("https://time.example.com/mcp"),
                now,
                now.plus(Duration.ofDays(1)));
    }

    @Benchmark
    public Optional<AccessToken> decode(Many tokens) {
        return decoder.decode(tokens.next());
    }

    @Benchmark
    public Optional<AccessToken> decodeRemembered() {
        return decoder.decode(compact);
    }

    @Benchmark
    public String encode() {
        return encoder.encode(token);
    }

    private TokenSettings settings() {
        KeyPair pair =
                switch (algorithm) {
                    case RS256 -> Jwts.SIG.RS256.keyPair().build();
                    case ES256 -> Jwts.SIG.ES256.keyPair().build();
                    case HS256 -> null;
                };
        return new TokenSettings(
                algorithm,
                Optional.ofNullable(pair).map(TokenBenchmark::pem),
                List.of(),
                Optional.of(new Secret("a secret that is only for measuring")),
                Duration.ofDays(1),
                Duration.ofDays(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                false);
    }

    /** As in JWT_PRIVATE_KEY_B64: base64 of a PEM. */
    private static Secret pem(KeyPair pair) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded());
        String pem = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted("PRIVATE KEY", body);
        return new Secret(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
