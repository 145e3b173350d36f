package org.mcpgateway.auth.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.mcpgateway.auth.config.OperationsSettings;
import org.mcpgateway.auth.oauth.RandomTokens;

/**
 * Signs what a bridge is asked with Ed25519: method, target, receiver, time and a nonce. A bridge has the public key
 * alone, so that none can ask another in this server's name.
 */
@ApplicationScoped
public class OperatorSeal {

    /** The header that carries it. */
    static final String HEADER = "X-Gateway-Operator-Seal";

    /** The receiver of a question that any bridge may answer. */
    static final String ANY = "any";

    private final Optional<PrivateKey> key;
    private final RandomTokens random;
    private final Clock clock;

    @Inject
    public OperatorSeal(OperationsSettings settings, RandomTokens random, Clock clock) {
        this.key = settings.key();
        this.random = random;
        this.clock = clock;
    }

    /**
     * The value of the header.
     *
     * @param target path and query below the bridge's context
     * @param receiver the bridge's id, or {@link #ANY}
     */
    String of(String method, String target, String receiver) {
        String at = Long.toString(clock.millis());
        String nonce = random.identifier();
        String signed = String.join("\n", "operations", method, target, at, receiver, nonce);
        return String.join(".", at, receiver, nonce, signature(signed));
    }

    private String signature(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.orElseThrow());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
