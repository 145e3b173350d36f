package org.mcpgateway.auth.config;

import java.time.Duration;

/** Reads {@link ClientSettings}: registration by token must have its token. */
final class ClientSettingsReader {

    private ClientSettingsReader() {}

    static ClientSettings read(ConfigReader reader) {
        var clients = new ClientSettings(
                reader.seconds("CLIENT_LIFETIME", Duration.ofDays(90), Duration.ZERO),
                reader.seconds("CLIENT_UNUSED_LIFETIME", Duration.ofDays(1), Duration.ofMinutes(1)),
                reader.choice(
                        "REGISTRATION_ACCESS",
                        ClientSettings.RegistrationAccess.class,
                        ClientSettings.RegistrationAccess.OPEN),
                reader.secret("REGISTRATION_TOKEN"),
                reader.number("REGISTRATIONS_PER_HOUR", 100, 0, 1_000_000),
                reader.secrets("MACHINE_CLIENTS"),
                reader.secrets("RESOURCE_SERVERS"));
        if (clients.access() == ClientSettings.RegistrationAccess.TOKEN
                && clients.initialAccessToken().isEmpty()) {
            throw new InvalidConfigurationException(
                    "REGISTRATION_TOKEN", "must be set when REGISTRATION_ACCESS is token");
        }
        return clients;
    }
}
