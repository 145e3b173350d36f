package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.mcpgateway.cli.compose.Settings;

/** Whether the ports of the deployment are its own, or free for it. */
record PortsExamination(Settings settings, Docker docker) implements Examination {

    private static final String CHECK = "ports";
    private static final int WAIT_MILLIS = 2000;

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        boolean runs = docker.traefik().isPresent();
        return Stream.of(port("HTTP_PORT", "80", runs), port("HTTPS_PORT", "443", runs))
                .toList();
    }

    private Finding port(String key, String otherwise, boolean runs) {
        return PublishedPort.of(settings, key, otherwise)
                .map(port -> found(key, port, runs))
                .orElseGet(() -> Finding.fault(
                        CHECK,
                        key + " is no port",
                        "set it to a number from 1 to 65535, with an address before a colon if not on all"));
    }

    private static Finding found(String key, PublishedPort port, boolean runs) {
        boolean taken = isTaken(port);
        String value = port.words();
        if (runs) {
            return taken
                    ? Finding.ok(CHECK, value + " is Traefik's")
                    : Finding.fault(
                            CHECK, value + " is closed although Traefik runs", "./gateway logs traefik says why");
        }
        return taken
                ? Finding.fault(
                        CHECK,
                        value + " is taken by another program",
                        "end it (ss -ltnp shows it), or set " + key + " to another port")
                : Finding.ok(CHECK, value + " is free");
    }

    /** By a connection: to bind a port below 1024 takes rights that nobody needs for looking. */
    private static boolean isTaken(PublishedPort port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(port.address(), port.port()), WAIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
