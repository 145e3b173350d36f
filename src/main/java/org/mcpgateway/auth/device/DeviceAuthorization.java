package org.mcpgateway.auth.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.identity.UserIdentity;

/**
 * What a device asks for, and what became of it; kept under the digest of its device code.
 *
 * @param version of this record's form; 1
 * @param clientId who asks
 * @param scope space-separated
 * @param resources canonical; empty: every service
 * @param expiresAtSecond since 1970; the record itself stays a little longer, to tell an expired code from an unknown
 *     one
 * @param status {@code PENDING}, {@code GRANTED} or {@code DENIED}
 * @param user who granted it
 */
public record DeviceAuthorization(
        int version,
        String clientId,
        String scope,
        List<String> resources,
        long expiresAtSecond,
        Status status,
        Optional<UserIdentity> user) {

    /** What became of it. */
    public enum Status {
        PENDING,
        GRANTED,
        DENIED
    }

    /** When the device asked; the user can only have granted it later. */
    public Instant askedAt() {
        return Instant.ofEpochSecond(expiresAtSecond).minus(DeviceAuthorizationStore.LIFETIME);
    }

    DeviceAuthorization granted(UserIdentity by) {
        return new DeviceAuthorization(
                version, clientId, scope, resources, expiresAtSecond, Status.GRANTED, Optional.of(by));
    }

    DeviceAuthorization denied() {
        return new DeviceAuthorization(
                version, clientId, scope, resources, expiresAtSecond, Status.DENIED, Optional.empty());
    }
}
