package org.mcpgateway.auth.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@link ClientSettings}: registration by token must have its token. */
final class ClientSettingsReader {

    private static final Pattern MACHINE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

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
                machineClients(reader.secrets("MACHINE_CLIENTS")),
                reader.secrets("RESOURCE_SERVERS"));
        if (clients.access() == ClientSettings.RegistrationAccess.TOKEN
                && clients.initialAccessToken().isEmpty()) {
            throw new InvalidConfigurationException(
                    "REGISTRATION_TOKEN", "must be set when REGISTRATION_ACCESS is token");
        }
        requireOneSecretEach(clients);
        return clients;
    }

    /** A client of both lists is one client: only one secret of it would open anything. */
    private static void requireOneSecretEach(ClientSettings clients) {
        clients.resourceServers().forEach((name, secret) -> {
            if (!clients.machineClients().getOrDefault(name, secret).equals(secret)) {
                throw new InvalidConfigurationException(
                        "RESOURCE_SERVERS",
                        "must give the secret that MACHINE_CLIENTS gives, or another name, to: " + name);
            }
        });
    }

    /** A machine client is its own subject: its name must be no user's, and those are numbers or hold a colon. */
    private static Map<String, Secret> machineClients(Map<String, Secret> clients) {
        clients.keySet().stream()
                .filter(name -> !MACHINE_NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidConfigurationException(
                            "MACHINE_CLIENTS",
                            "names must begin with a letter and hold letters, digits and . _ - only");
                });
        return clients;
    }
}
