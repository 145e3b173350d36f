package org.mcpgateway.auth.accesstoken;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.Keys;
import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.PublicJwk;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SignatureAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.InvalidConfigurationException;
import org.mcpgateway.auth.config.TokenSettings;

/**
 * The key that signs access tokens and those that check them. A key's id is its RFC 7638 thumbprint, so that replicas
 * with the same key agree; other public keys stay here and in {@code /jwks}: those of before until their tokens are
 * gone, the next one before any replica signs with it.
 */
@ApplicationScoped
public class SigningKeys {

    private final Signer signer;
    private final Map<String, Key> verificationKeys;
    private final List<PublicJwk<?>> published;
    private final String jwks;

    /** Reads the keys of the settings; a key that does not suit the algorithm stops the deployment. */
    @Inject
    public SigningKeys(TokenSettings settings) {
        if (settings.algorithm() == TokenSettings.JwtAlgorithm.HS256) {
            SecretKey secret = sharedSecret(settings);
            this.signer = new Signer.Shared(secret, Jwts.SIG.HS256);
            this.verificationKeys = Map.of();
            this.published = List.of();
            this.jwks = "{\"keys\":[]}";
            return;
        }
        boolean rsa = settings.algorithm() == TokenSettings.JwtAlgorithm.RS256;
        PrivateKey privateKey = PemKeys.privateKey(
                "JWT_PRIVATE_KEY_B64", settings.privateKey().orElseThrow().value(), rsa);
        PublicJwk<?> current = publicPart(privateKey);
        Map<String, PublicJwk<?>> byId = new LinkedHashMap<>();
        byId.put(current.getId(), current);
        for (PublicJwk<?> previous : previousKeys(settings.previousPublicKeys())) {
            byId.put(previous.getId(), previous);
        }
        this.published = List.copyOf(byId.values());
        this.signer = new Signer.Private(privateKey, current.getId(), rsa ? Jwts.SIG.RS256 : Jwts.SIG.ES256);
        this.verificationKeys = byId.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toKey()));
        this.jwks = published.stream().map(Jwks::json).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Being observed makes the container build this bean, so that a key that signs nothing stops the deployment.
    }

    /** The JWK set of the public keys (RFC 7517 s5) as JSON; empty for a shared secret. */
    public String jwks() {
        return jwks;
    }

    /** What tokens are checked by, the key that signs first. */
    public List<Description> descriptions() {
        return switch (signer) {
            case Signer.Shared shared -> List.of(new Description(Optional.empty(), "HS256", true));
            case Signer.Private current ->
                published.stream()
                        .map(jwk -> new Description(
                                Optional.of(jwk.getId()),
                                String.valueOf(jwk.getAlgorithm()),
                                jwk.getId().equals(current.keyId())))
                        .toList();
        };
    }

    /** Signs a token that is otherwise complete, and names the key in its header; gives the compact form. */
    String sign(JwtBuilder jwt) {
        return switch (signer) {
            case Signer.Private key ->
                jwt.header()
                        .keyId(key.keyId())
                        .and()
                        .signWith(key.key(), key.algorithm())
                        .compact();
            case Signer.Shared key -> jwt.signWith(key.key(), key.algorithm()).compact();
        };
    }

    /** The algorithms that this server's tokens may name: one for each kind of key, so none that was not chosen. */
    Set<SecureDigestAlgorithm<?, ?>> algorithms() {
        return switch (signer) {
            case Signer.Shared shared -> Set.of(shared.algorithm());
            case Signer.Private current ->
                verificationKeys.values().stream()
                        .map(key -> key instanceof RSAPublicKey ? Jwts.SIG.RS256 : Jwts.SIG.ES256)
                        .collect(Collectors.toUnmodifiableSet());
        };
    }

    /**
     * The key that a token's header names.
     *
     * @param keyId its {@code kid}; null for tokens without one, which only the current key can have signed
     * @return empty for a key that was never this server's
     */
    Optional<Key> verificationKey(@Nullable String keyId) {
        return switch (signer) {
            case Signer.Shared shared -> keyId == null ? Optional.of(shared.key()) : Optional.empty();
            case Signer.Private current ->
                Optional.ofNullable(verificationKeys.get(keyId == null ? current.keyId() : keyId));
        };
    }

    private static SecretKey sharedSecret(TokenSettings settings) {
        byte[] secret = settings.sharedSecret().orElseThrow().value().getBytes(StandardCharsets.UTF_8);
        if (secret.length < 32) {
            throw new InvalidConfigurationException("GATEWAY_JWT_SECRET", "must be at least 32 bytes long");
        }
        return Keys.hmacShaKeyFor(secret);
    }

    private static PublicJwk<?> publicPart(PrivateKey key) {
        if (key instanceof RSAPrivateKey rsa) {
            return published(Jwks.builder().key(rsa).build().toPublicJwk().toKey());
        }
        if (key instanceof ECPrivateKey ec) {
            return published(Jwks.builder().key(ec).build().toPublicJwk().toKey());
        }
        throw new InvalidConfigurationException("JWT_PRIVATE_KEY_B64", "must be an RSA or P-256 key");
    }

    private static List<PublicJwk<?>> previousKeys(List<String> encoded) {
        return encoded.stream()
                .<PublicJwk<?>>map(key -> published(PemKeys.publicKey("JWT_PREVIOUS_PUBLIC_KEYS_B64", key)))
                .toList();
    }

    private static PublicJwk<?> published(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return Jwks.builder()
                    .key(rsa)
                    .idFromThumbprint()
                    .publicKeyUse("sig")
                    .algorithm("RS256")
                    .build();
        }
        return Jwks.builder()
                .key((ECPublicKey) key)
                .idFromThumbprint()
                .publicKeyUse("sig")
                .algorithm("ES256")
                .build();
    }

    /**
     * A key without the key.
     *
     * @param kid its id; a shared secret has none
     * @param alg the algorithm of its signatures
     * @param signs whether new tokens are signed with it
     */
    public record Description(Optional<String> kid, String alg, boolean signs) {}

    /** What signs, by kind of key. */
    sealed interface Signer {

        /** A private key whose public half anybody may have. */
        record Private(PrivateKey key, String keyId, SignatureAlgorithm algorithm) implements Signer {}

        /** A secret that checks as well as it signs; its tokens carry no {@code kid}. */
        record Shared(SecretKey key, MacAlgorithm algorithm) implements Signer {}
    }
}
