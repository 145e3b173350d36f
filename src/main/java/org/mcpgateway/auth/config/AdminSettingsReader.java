package org.mcpgateway.auth.config;

import java.util.List;
import java.util.Locale;

/** Reads {@link AdminSettings}: a machine client that administers must be a machine client. */
final class AdminSettingsReader {

    private AdminSettingsReader() {}

    static AdminSettings read(ConfigReader reader) {
        List<String> machineClients = reader.list("ADMIN_MACHINE_CLIENTS");
        if (!reader.secrets("MACHINE_CLIENTS").keySet().containsAll(machineClients)) {
            throw new InvalidConfigurationException(
                    "ADMIN_MACHINE_CLIENTS", "must name clients that MACHINE_CLIENTS holds");
        }
        return new AdminSettings(
                reader.list("ADMIN_USERS"),
                machineClients,
                reader.list("ADMIN_HOSTS").stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
