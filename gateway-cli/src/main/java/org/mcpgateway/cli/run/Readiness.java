package org.mcpgateway.cli.run;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Waits until both WARs answer: Payara Micro stays up when one of them fails to deploy. */
final class Readiness {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String DEPLOYED = "Payara Micro URLs:";
    private static final List<String> CONTEXTS = List.of("/", "/services");
    private static final int NO_ANSWER = -1;

    private final PayaraServer server;
    private final Address address;

    Readiness(PayaraServer server, Address address) {
        this.server = server;
        this.address = address;
    }

    /** @throws CommandException when the server ends, or a WAR is not deployed, or nothing answers in time */
    void await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isUp(Files.readString(server.log()))) {
            if (!server.process().isAlive()) {
                throw failure("the server stopped while it started");
            }
            if (System.nanoTime() > deadline) {
                throw failure("the server was not ready in time");
            }
            server.process().waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isUp(String log) {
        if (!log.contains(DEPLOYED)) {
            return false;
        }
        for (String context : CONTEXTS) {
            if (!log.contains("\"Context Root\": \"" + context + "\"")
                    && !log.contains("\\\"Context Root\\\": \\\"" + context + "\\\"")) { // in JSON
                throw failure("the WAR at " + context + " was not deployed");
            }
        }
        return status("/.well-known/oauth-authorization-server") != NO_ANSWER;
    }

    private int status(String path) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(address.issuer() + path).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }

    private CommandException failure(String what) {
        return new CommandException(ExitCode.START_FAILED, what + ": see " + server.log());
    }
}
