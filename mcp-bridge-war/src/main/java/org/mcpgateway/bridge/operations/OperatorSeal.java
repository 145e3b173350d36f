package org.mcpgateway.bridge.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.config.OperationsSettings;
import org.mcpgateway.bridge.replica.Freshness;
import org.mcpgateway.bridge.replica.Replicas;

/**
 * Checks what the authorization server signs with Ed25519: method, target, receiver, time and a nonce. The bridge has
 * the public key alone, since a child that reads the bridge's memory must learn nothing that opens another bridge.
 */
@ApplicationScoped
public class OperatorSeal {

    /** The receiver of what may be asked of any bridge. */
    static final String ANY = "any";

    private static final String ALGORITHM = "Ed25519";
    private static final int MOST_REMEMBERED = 10_000;
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,15})\\.([A-Za-z0-9_-]{1,32})\\.([A-Za-z0-9_-]{16,32})\\.([A-Za-z0-9_-]{86})");

    private final Optional<PublicKey> key;
    private final String self;
    private final Freshness freshness;

    @Inject
    public OperatorSeal(OperationsSettings settings, Replicas replicas, Clock clock) {
        this.key = settings.key();
        this.self = replicas.self().id();
        this.freshness = new Freshness(clock, MOST_REMEMBERED);
    }

    /** What came of checking. */
    enum Verdict {
        /** It is the authorization server's, for this bridge, now, and only once. */
        GENUINE,
        /** It is for another bridge, which was here before. */
        MISDIRECTED,
        /** It is anything else. */
        REFUSED
    }

    /** Whether anybody is told anything. */
    boolean isUsed() {
        return key.isPresent();
    }

    /**
     * Checks one request.
     *
     * @param target path and query below the context
     * @param seal {@code millis.receiver.nonce.signature}
     */
    Verdict check(String method, String target, String seal) {
        Matcher parts = FORM.matcher(seal);
        if (key.isEmpty() || !parts.matches() || !freshness.isInTime(Long.parseLong(parts.group(1)))) {
            return Verdict.REFUSED;
        }
        String receiver = parts.group(2);
        String signed = String.join("\n", "operations", method, target, parts.group(1), receiver, parts.group(3));
        if (!isSigned(key.get(), signed, parts.group(4))) {
            return Verdict.REFUSED;
        }
        if (!receiver.equals(self) && !(receiver.equals(ANY) && method.equals("GET"))) {
            return Verdict.MISDIRECTED;
        }
        return freshness.isFirst(parts.group(3), Long.parseLong(parts.group(1))) ? Verdict.GENUINE : Verdict.REFUSED;
    }

    private static boolean isSigned(PublicKey key, String text, String signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
