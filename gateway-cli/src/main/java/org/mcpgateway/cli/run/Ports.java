package org.mcpgateway.cli.run;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Loopback ports. */
final class Ports {

    private Ports() {}

    /** A port that nobody listened on a moment ago. */
    static int free() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /**
     * @param wanted the port asked for; 0 is any free one
     * @throws CommandException when another program listens on it
     */
    static int claim(int wanted) throws IOException {
        if (wanted == 0) {
            return free();
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return wanted;
        } catch (BindException e) {
            throw new CommandException(
                    ExitCode.PORT_IN_USE,
                    "port " + wanted + " is taken or not allowed: choose another with --port, or 0 for any free one",
                    e);
        }
    }
}
