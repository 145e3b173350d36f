package org.mcpgateway.bridge.replica;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mcpgateway.bridge.config.SessionSettings;

/**
 * Seals what replicas hand to each other: HMAC-SHA256 over all of it, method, service, headers, body, receiver and time
 * included, so that nothing can be changed, sent to another replica, or sent again.
 */
@ApplicationScoped
public class ReplicaSeal {

    private static final String ALGORITHM = "HmacSHA256";

    private static final int MOST_REMEMBERED = 500_000;

    private final Optional<SecretKeySpec> key;
    private final Replicas replicas;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Freshness freshness;

    @Inject
    public ReplicaSeal(SessionSettings settings, Replicas replicas, Clock clock) {
        this.key = settings.replica()
                .map(replica ->
                        new SecretKeySpec(replica.secret().value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        this.replicas = replicas;
        this.clock = clock;
        this.freshness = new Freshness(clock, MOST_REMEMBERED);
    }

    /**
     * A call ready to be sent.
     *
     * @param content the body of the request between replicas
     * @param seal base64url, goes into the header
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sealed(byte[] content, String seal) {}

    /** What came of opening. */
    public sealed interface Opened {
        /** It is from a replica and meant for this one. */
        record Genuine(ForwardedCall call) implements Opened {}

        /** It is from a replica and meant for another, which was here before. */
        record Misdirected() implements Opened {}

        /** It is not from a replica, or comes too late or a second time. */
        record Refused(String reason) implements Opened {}
    }

    /** Whether there are other replicas. */
    public boolean isUsed() {
        return key.isPresent();
    }

    /** Seals a call for one replica. */
    public Sealed seal(ForwardedCall call, Replica receiver) {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        byte[] content = call.encode(new ForwardedCall.Stamp(
                replicas.self().id(),
                receiver.id(),
                clock.millis(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(nonce)));
        return new Sealed(content, Base64.getUrlEncoder().withoutPadding().encodeToString(mac(content)));
    }

    /** Opens what came with this seal. */
    public Opened open(byte[] content, String seal) {
        if (key.isEmpty() || !MessageDigest.isEqual(mac(content), decoded(seal))) {
            return new Opened.Refused("the seal is not of this gateway's replicas");
        }
        Optional<ForwardedCall.Stamped> stamped = ForwardedCall.decode(content);
        if (stamped.isEmpty()) {
            return new Opened.Refused("the content is no forwarded call");
        }
        ForwardedCall.Stamp stamp = stamped.get().stamp();
        if (!stamp.to().equals(replicas.self().id())) {
            return new Opened.Misdirected();
        }
        if (!freshness.isFirst(stamp.from() + stamp.nonce(), stamp.atMillis())) {
            return new Opened.Refused("the call is too old or was sent before; are the clocks right?");
        }
        return new Opened.Genuine(stamped.get().call());
    }

    private byte[] mac(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.orElseThrow());
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] decoded(String seal) {
        try {
            return Base64.getUrlDecoder().decode(seal);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
