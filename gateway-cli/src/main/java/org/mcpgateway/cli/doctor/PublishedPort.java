package org.mcpgateway.cli.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.cli.compose.Settings;

/**
 * Where Traefik listens, as {@code HTTP_PORT} and {@code HTTPS_PORT} say it.
 *
 * @param words as they say it
 * @param address whom to ask whether the port is taken; this machine's loopback where all addresses are meant
 * @param port 1 to 65535
 */
record PublishedPort(String words, InetAddress address, int port) {

    /** A port, with an address before the last colon if not on all. */
    private static final Pattern FORM = Pattern.compile("(?:(\\[[0-9A-Fa-f:.]+]|[0-9.]+):)?([0-9]{1,5})");

    private static final int LAST = 65_535;

    /** Reads a setting; empty when it is no port. */
    static Optional<PublishedPort> of(Settings settings, String key, String otherwise) {
        String words = settings.find(key).orElse(otherwise);
        Matcher parts = FORM.matcher(words);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(parts.group(2));
        try {
            return port < 1 || port > LAST
                    ? Optional.empty()
                    : Optional.of(new PublishedPort(words, InetAddress.getByName(parts.group(1)), port));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
