package org.mcpgateway.auth.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@link AdminSettings}: a machine client that administers must be a machine client. */
final class AdminSettingsReader {

    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

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
                        .map(AdminSettingsReader::host)
                        .toList());
    }

    /** As requests name it: without a scheme, a path and the port that goes without saying. */
    private static String host(String text) {
        if (!HOST.matcher(text).matches() || text.endsWith(":443") || text.endsWith(":80")) {
            throw new InvalidConfigurationException(
                    "ADMIN_HOSTS",
                    "must hold names of hosts alone, with a port only if it is not 443 or 80, as admin.example.com or auth:8080");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
