package org.mcpgateway.auth.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.IdentityToken;
import org.mcpgateway.auth.accesstoken.IdentityTokenEncoder;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.metadata.ProtectedResource;

/**
 * Signs who is asking for the service behind, where {@code IDENTITY_TOKEN} asks for it. A signature costs more than all
 * the rest of the answer, so the same question is given the same token for a while.
 */
@ApplicationScoped
public class IdentityTokens {

    /** The header that carries it. */
    static final String HEADER = "X-Gateway-Identity";

    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final Duration REUSED = Duration.ofSeconds(20);
    private static final int MOST_REMEMBERED = 10_000;

    private final IdentityTokenEncoder encoder;
    private final boolean wanted;
    private final Clock clock;
    private final Cache<Question, String> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REUSED)
            .build();

    @Inject
    public IdentityTokens(IdentityTokenEncoder encoder, TokenSettings settings, Clock clock) {
        this.encoder = encoder;
        this.wanted = settings.identityToken();
        this.clock = clock;
    }

    /** The token for a request that was let through; empty where nobody wants it. */
    public Optional<String> of(AccessToken token, ProtectedResource resource, AskedAddress asked) {
        return wanted
                ? Optional.of(
                        remembered.get(new Question(token.jti(), asked), unused -> encode(token, resource, asked)))
                : Optional.empty();
    }

    private String encode(AccessToken token, ProtectedResource resource, AskedAddress asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFETIME);
        return encoder.encode(new IdentityToken(
                token,
                resource.service(),
                asked.method(),
                URI.create(asked.scheme() + "://" + asked.authority() + asked.path()),
                now,
                end.isBefore(token.expiresAt()) ? end : token.expiresAt()));
    }

    private record Question(String jti, AskedAddress asked) {}
}
