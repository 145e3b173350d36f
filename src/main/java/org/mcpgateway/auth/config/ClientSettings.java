package org.mcpgateway.auth.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What may register (RFC 7591), and for how long.
 *
 * @param lifetime {@code CLIENT_LIFETIME}; zero means that registrations do not end
 * @param unusedLifetime {@code CLIENT_UNUSED_LIFETIME}: when a registration that was never used ends
 * @param access {@code REGISTRATION_ACCESS}
 * @param initialAccessToken {@code REGISTRATION_TOKEN}: what {@code access=token} asks for (RFC 7591 s3)
 * @param registrationsPerHour {@code REGISTRATIONS_PER_HOUR}: from one address; 0 means no limit
 * @param machineClients {@code MACHINE_CLIENTS}: id and secret of each client that may use client_credentials
 * @param resourceServers {@code RESOURCE_SERVERS}: id and secret of each that may introspect every token
 */
public record ClientSettings(
        Duration lifetime,
        Duration unusedLifetime,
        RegistrationAccess access,
        Optional<Secret> initialAccessToken,
        int registrationsPerHour,
        Map<String, Secret> machineClients,
        Map<String, Secret> resourceServers) {

    /** Who may register a client. */
    public enum RegistrationAccess {
        /** Anybody. */
        OPEN,
        /** Whoever holds the initial access token. */
        TOKEN,
        /** Nobody. */
        CLOSED
    }
}
