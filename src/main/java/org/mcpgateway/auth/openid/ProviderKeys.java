package org.mcpgateway.auth.openid;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import jakarta.json.JsonValue;
import java.security.Key;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.identity.ProviderClient;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * A provider's public keys (RFC 7517). A key that is not among them may be new, so they are fetched again, but not for
 * everybody who names one: at most twice a minute.
 */
final class ProviderKeys {

    private static final Duration BETWEEN_UNKNOWN_KEYS = Duration.ofSeconds(30);
    private static final int SHORTEST_RSA = 2048;

    private final String provider;
    private final Fetched<ProviderMetadata> metadata;
    private final Fetched<List<PublicJwk<?>>> keys;
    private final Clock clock;
    private final AtomicReference<Instant> unknownKeyAt = new AtomicReference<>(Instant.EPOCH);

    ProviderKeys(String provider, Fetched<ProviderMetadata> metadata, ProviderClient client, Clock clock) {
        this.provider = provider;
        this.keys =
                new Fetched<>(provider, () -> parse(client.get(metadata.value().jwksUri())), clock);
        this.clock = clock;
        this.metadata = metadata;
    }

    /**
     * The key for a signature.
     *
     * @param keyId the header's {@code kid}; null only where there is but one key (Core s10.1)
     * @param algorithm the header's {@code alg}: one that the provider announces, and the key's own where that says one
     */
    Optional<Key> find(@Nullable String keyId, String algorithm) {
        if (!metadata.value().algorithms().contains(algorithm)) {
            return Optional.empty();
        }
        return among(keys.value(), keyId, algorithm)
                .or(() -> mayAskAgain() ? among(keys.fetchedAnew(), keyId, algorithm) : Optional.empty());
    }

    private static Optional<Key> among(List<PublicJwk<?>> known, @Nullable String keyId, String algorithm) {
        List<Key> fitting = known.stream()
                .filter(key -> keyId == null ? known.size() == 1 : keyId.equals(key.getId()))
                .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                .<Key>map(Jwk::toKey)
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    private boolean mayAskAgain() {
        Instant last = unknownKeyAt.get();
        Instant now = clock.instant();
        return !now.isBefore(last.plus(BETWEEN_UNKNOWN_KEYS)) && unknownKeyAt.compareAndSet(last, now);
    }

    /** Public keys for signatures, of a length that is safe; whatever else is in the set is of no use here. */
    private List<PublicJwk<?>> parse(JsonValue json) {
        try {
            return Jwks.setParser().build().parse(json.toString()).getKeys().stream()
                    .filter(PublicJwk.class::isInstance)
                    .<PublicJwk<?>>map(PublicJwk.class::cast)
                    .filter(key -> key.getPublicKeyUse() == null
                            || key.getPublicKeyUse().equals("sig"))
                    .filter(key -> !(key.toKey() instanceof RSAKey rsa)
                            || rsa.getModulus().bitLength() >= SHORTEST_RSA)
                    .toList();
        } catch (JwtException | IllegalArgumentException e) {
            throw OAuthException.accessDenied("the identity provider did not confirm the sign-in")
                    .withDetail(provider + ": its key set cannot be read");
        }
    }
}
