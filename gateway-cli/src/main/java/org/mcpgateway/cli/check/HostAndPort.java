package org.mcpgateway.cli.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * Where a TLS server is.
 *
 * @param host its name, which the certificate must bear
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}))(?::([0-9]{1,5}))?");
    private static final int HTTPS = 443;
    private static final int LAST = 65_535;

    /**
     * Reads {@code HOST} or {@code HOST:PORT}.
     *
     * @throws CommandException USAGE when it is neither
     */
    public static HostAndPort parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw malformed();
        }
        int port = parts.group(2) == null ? HTTPS : Integer.parseInt(parts.group(2));
        if (port < 1 || port > LAST) {
            throw malformed();
        }
        return new HostAndPort(parts.group(1), port);
    }

    @Override
    public String toString() {
        return port == HTTPS ? host : host + ":" + port;
    }

    private static CommandException malformed() {
        return new CommandException(
                ExitCode.USAGE, "a host must be written as auth.example.com or auth.example.com:8443");
    }
}
